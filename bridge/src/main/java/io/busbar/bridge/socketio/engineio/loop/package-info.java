/**
 * What the clients of one event loop share: its end of a turn, and one wheel for all of their
 * deadlines. Open to the layers above, no part of what users rely on.
 */
@NullMarked
package io.busbar.bridge.socketio.engineio.loop;

import org.jspecify.annotations.NullMarked;
