/** What may be said about who did what in the house. */
@NullMarked
package io.busbar.contracts.activity;

import org.jspecify.annotations.NullMarked;
