/** What may be said about the device registry. */
@NullMarked
package io.busbar.contracts.devices;

import org.jspecify.annotations.NullMarked;
