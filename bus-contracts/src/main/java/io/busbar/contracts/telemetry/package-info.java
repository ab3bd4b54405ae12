/** What may be said about metrics of devices. */
@NullMarked
package io.busbar.contracts.telemetry;

import org.jspecify.annotations.NullMarked;
