package io.busbar.hub.cluster;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a node says of itself before another one lets it in.
 *
 * @param cluster the name of the house among clusters
 * @param version of Busbar
 * @param house which database it has
 * @param clock what time it has
 * @param nonce never said before
 */
record Hello(
    String cluster, String version, String house, String node, Instant clock, String nonce) {
  private static final long MAGIC = 0x4255534241523031L;
  private static final int LONGEST = 128;

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MAGIC);
      out.writeUTF(cluster);
      out.writeUTF(version);
      out.writeUTF(house);
      out.writeUTF(node);
      out.writeLong(clock.toEpochMilli());
      out.writeUTF(nonce);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what another node said; fails when it is no node of Busbar. */
  static Hello read(DataInputStream in) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IOException("no node of Busbar");
    }
    return new Hello(
        text(in), text(in), text(in), text(in), Instant.ofEpochMilli(in.readLong()), text(in));
  }

  static String text(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    if (length > LONGEST) {
      throw new IOException("too long a word");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
