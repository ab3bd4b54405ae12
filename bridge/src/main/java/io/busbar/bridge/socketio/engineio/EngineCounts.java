package io.busbar.bridge.socketio.engineio;

/**
 * What an Engine.IO server has seen.
 *
 * @param clients conversations now
 * @param opened conversations since the start
 * @param droppedPackets packets left out because a client did not read
 * @param overflowed conversations ended because a client did not read
 */
public record EngineCounts(int clients, long opened, long droppedPackets, long overflowed) {}
