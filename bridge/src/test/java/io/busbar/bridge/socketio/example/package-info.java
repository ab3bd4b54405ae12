/** A server to hold against the protocols' conformance suites. */
@NullMarked
package io.busbar.bridge.socketio.example;

import org.jspecify.annotations.NullMarked;
