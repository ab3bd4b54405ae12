package io.busbar.bridge.mqtt.homeassistant;

/** The topics of one device: whether the hub is there, whether it is, how it is, and its ear. */
public record Places(String status, String availability, String state, String set) {}
