/** Who asks: tokens from header, query or cookie become principals. */
@NullMarked
package io.busbar.bridge.auth;

import org.jspecify.annotations.NullMarked;
