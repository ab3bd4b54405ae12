/** What the home service decides and composes, without asking anybody. */
@NullMarked
package io.busbar.verticles.home.model;

import org.jspecify.annotations.NullMarked;
