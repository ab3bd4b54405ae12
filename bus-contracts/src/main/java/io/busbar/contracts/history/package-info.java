/** What may be said about how states changed over time. */
@NullMarked
package io.busbar.contracts.history;

import org.jspecify.annotations.NullMarked;
