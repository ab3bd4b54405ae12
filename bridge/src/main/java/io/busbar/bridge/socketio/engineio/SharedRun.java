package io.busbar.bridge.socketio.engineio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Packets on their way to many clients at once: their frames lie in memory the network reads from,
 * once for all of them. To be closed when each client got it.
 */
public final class SharedRun implements AutoCloseable {
  private final EncodedPackets packets;
  private @Nullable ByteBuf frames;

  /** Shares packets among the clients of one event loop. */
  public SharedRun(EncodedPackets packets) {
    this.packets = packets;
  }

  /** How many bytes the frames take. */
  public int size() {
    return packets.size();
  }

  EncodedPackets packets() {
    return packets;
  }

  /** The frames once more; whoever writes them gives them back. */
  ByteBuf frames() {
    ByteBuf known = frames;
    if (known == null) {
      byte[] bytes = packets.frames();
      known = ByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
      frames = known;
    }
    return known.retainedDuplicate();
  }

  @Override
  public void close() {
    if (frames != null) {
      frames.release();
      frames = null;
    }
  }
}
