package io.busbar.bridge.mqtt;

/**
 * What a client is let in with when there are other nodes.
 *
 * @param name its own, or one it was given
 * @param term of a session that is not kept
 */
record Entry(String name, long term) {}
