/** Web addresses that command devices and run programs. */
@NullMarked
package io.busbar.verticles.urlhooks;

import org.jspecify.annotations.NullMarked;
