package io.busbar.bridge.socketio.engineio;

import io.vertx.core.MultiMap;
import java.time.Instant;

/**
 * What is kept of the request that opened a conversation. Its maps must not be changed.
 *
 * @param path the path asked for
 * @param query the query's parameters but those of the protocol, decoded
 * @param headers the request's headers but those of the connection itself, names in any case
 * @param remoteAddress the peer's address without its port
 * @param secure whether it came over TLS
 * @param webSocket whether it asked for a WebSocket at once
 * @param at when it came
 */
public record HandshakeRequest(
    String path,
    MultiMap query,
    MultiMap headers,
    String remoteAddress,
    boolean secure,
    boolean webSocket,
    Instant at) {}
