/** The SSE stream of live state (spec 2.7). */
@NullMarked
package io.busbar.bridge.sse;

import org.jspecify.annotations.NullMarked;
