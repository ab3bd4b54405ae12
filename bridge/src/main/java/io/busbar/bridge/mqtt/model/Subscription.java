package io.busbar.bridge.mqtt.model;

/**
 * What somebody asked for.
 *
 * @param filter as it was sent, {@code $share} included
 * @param identifier 0 when none was given
 */
public record Subscription(
    String filter, int qos, boolean noLocal, boolean retainAsPublished, int identifier) {}
