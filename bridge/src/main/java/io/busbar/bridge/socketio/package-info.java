/**
 * A Socket.IO 5 server for the Vert.x router. A library of its own: it needs the JDK, Vert.x, Netty
 * and Jackson, and nothing of what surrounds it here. The README beside this file tells how to use
 * it.
 */
@NullMarked
package io.busbar.bridge.socketio;

import org.jspecify.annotations.NullMarked;
