package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.engineio.HandshakeRequest;

/**
 * What a client shows when it connects to a namespace.
 *
 * @param namespace the namespace it asks for
 * @param auth the object it sent with the connect packet; an empty object when it sent none
 * @param request the HTTP request its conversation began with: query, headers, address
 */
public record Handshake(String namespace, JsonNode auth, HandshakeRequest request) {}
