/** What all compatible systems share: failures in the words of HTTP. */
@NullMarked
package io.busbar.bridge.surface;

import org.jspecify.annotations.NullMarked;
