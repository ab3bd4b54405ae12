package io.busbar.bridge.socketio;

/**
 * What a server has seen.
 *
 * @param clients conversations now, connected to a namespace or not
 * @param sockets clients in namespaces now
 * @param opened conversations since the start
 * @param dropped events left out because a client did not read
 * @param overflowed conversations ended because a client did not read
 */
public record SocketIoCounts(
    int clients, int sockets, long opened, long dropped, long overflowed) {}
