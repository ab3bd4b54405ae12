/** What may be said about commanding devices. */
@NullMarked
package io.busbar.contracts.commands;

import org.jspecify.annotations.NullMarked;
