/** The least that speaks HTTP, WebSocket and SSE as a client. */
@NullMarked
package io.busbar.bench.wire;

import org.jspecify.annotations.NullMarked;
