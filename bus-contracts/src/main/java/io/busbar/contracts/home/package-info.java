/** What may be said about the house as a whole, and how people see it. */
@NullMarked
package io.busbar.contracts.home;

import org.jspecify.annotations.NullMarked;
