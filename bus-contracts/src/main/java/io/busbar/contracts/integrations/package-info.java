/** What may be said about installed drivers and their instances. */
@NullMarked
package io.busbar.contracts.integrations;

import org.jspecify.annotations.NullMarked;
