/** Who did what in the house, when, through which door. */
@NullMarked
package io.busbar.verticles.activity;

import org.jspecify.annotations.NullMarked;
