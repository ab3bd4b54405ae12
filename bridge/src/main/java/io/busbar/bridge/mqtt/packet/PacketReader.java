package io.busbar.bridge.mqtt.packet;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of what comes in pieces. The first must be a CONNECT; its version holds for all
 * others. Throws {@link MalformedPacket} for what is no packet; nothing can be read after that.
 */
public final class PacketReader {
  private static final int MAX_LENGTH_BYTES = 4;
  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final byte[] NOTHING = new byte[0];

  private final int maxBytes;
  private final int maxConnectBytes;
  private byte[] pending = NOTHING;
  private int pendingBytes;
  private @Nullable Version version;

  /**
   * Makes a reader of one connection.
   *
   * @param maxBytes the largest packet
   * @param maxConnectBytes the largest first packet, of somebody nobody knows yet
   */
  public PacketReader(int maxBytes, int maxConnectBytes) {
    this.maxBytes = maxBytes;
    this.maxConnectBytes = maxConnectBytes;
  }

  /** The version of the CONNECT; null before it. */
  public @Nullable Version version() {
    return version;
  }

  /** Reads on; hands every complete packet over, in order. */
  public void feed(byte[] chunk, Consumer<Packet> packets) {
    byte[] bytes = chunk;
    int end = chunk.length;
    if (pendingBytes > 0) {
      append(chunk);
      bytes = pending;
      end = pendingBytes;
    }
    int at = 0;
    while (end - at >= 2) {
      int next = readOne(bytes, at, end, packets);
      if (next == at) {
        break;
      }
      at = next;
    }
    keep(bytes, at, end);
  }

  private void append(byte[] chunk) {
    int needed = pendingBytes + chunk.length;
    if (needed > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(needed, 2 * pending.length));
    }
    System.arraycopy(chunk, 0, pending, pendingBytes, chunk.length);
    pendingBytes = needed;
  }

  private void keep(byte[] bytes, int from, int end) {
    if (from == end) {
      pending = NOTHING;
    } else if (from > 0 || bytes != pending) {
      pending = Arrays.copyOfRange(bytes, from, end);
    }
    pendingBytes = end - from;
  }

  /** Where the next packet begins; the same place when this one is not complete. */
  private int readOne(byte[] bytes, int from, int until, Consumer<Packet> packets) {
    int firstByte = bytes[from] & 0xFF;
    requireConnectFirst(firstByte);
    int length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      int at = from + 1 + i;
      if (at >= until) {
        return from;
      }
      length |= (bytes[at] & SEVEN_BITS) << (7 * i);
      if ((bytes[at] & MORE) == 0) {
        requireSize(length + i + 2);
        int end = at + 1 + length;
        if (end > until) {
          return from;
        }
        packets.accept(packet(firstByte, new WireReader(bytes, at + 1, end)));
        return end;
      }
    }
    throw MalformedPacket.of("The length of a packet has more than four bytes.");
  }

  private void requireConnectFirst(int firstByte) {
    if (version == null && firstByte != PacketType.CONNECT.firstByte(0)) {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, "The first packet must be CONNECT.");
    }
  }

  private void requireSize(int size) {
    int limit = version == null ? maxConnectBytes : maxBytes;
    if (size > limit) {
      throw MalformedPacket.of(
          Reason.PACKET_TOO_LARGE, "A packet has %d bytes, %d are allowed.".formatted(size, limit));
    }
  }

  private Packet packet(int firstByte, WireReader body) {
    Version agreed = version;
    if (agreed == null) {
      Packet.Connect connect = ConnectBody.read(body);
      version = connect.version();
      return connect;
    }
    return PacketBodies.read(firstByte, body, agreed);
  }
}
