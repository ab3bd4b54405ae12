/**
 * Engine.IO 4: one conversation of packets with a client, over polling or WebSocket. Knows nothing
 * of Socket.IO above it.
 */
@NullMarked
package io.busbar.bridge.socketio.engineio;

import org.jspecify.annotations.NullMarked;
