/** What may be said about live device state. */
@NullMarked
package io.busbar.contracts.states;

import org.jspecify.annotations.NullMarked;
