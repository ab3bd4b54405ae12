package io.busbar.bridge.mqtt;

/** A connected client, as parts of the hub see it. */
public record ClientView(String clientId, String username, String address) {}
