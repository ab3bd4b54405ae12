/** The one HTTP server of a node. */
@NullMarked
package io.busbar.bridge.http;

import org.jspecify.annotations.NullMarked;
