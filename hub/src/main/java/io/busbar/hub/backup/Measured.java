package io.busbar.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Streams that count and digest what passes, and leave the stream below open. */
final class Measured {
  private Measured() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What is written. */
  static final class Output extends OutputStream {
    private final OutputStream below;
    private final MessageDigest digest = sha256();
    private long bytes;

    Output(OutputStream below) {
      this.below = below;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      below.write(source, offset, length);
      digest.update(source, offset, length);
      bytes += length;
    }

    BackupContents.Entry entry(String name) {
      return new BackupContents.Entry(name, bytes, hex(digest));
    }
  }

  /** What is read, up to a limit. */
  static final class Input extends InputStream {
    private final InputStream below;
    private final long limit;
    private final String name;
    private final MessageDigest digest = sha256();
    private long bytes;

    Input(InputStream below, String name, long limit) {
      this.below = below;
      this.name = name;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = below.read(target, offset, length);
      if (count < 0) {
        return count;
      }
      bytes += count;
      if (bytes > limit) {
        throw new BackupFault(
            name + " is larger than a backup may hold (" + limit + " bytes).",
            "The file was not written by Busbar, or was changed: take another one.");
      }
      digest.update(target, offset, count);
      return count;
    }

    long bytes() {
      return bytes;
    }

    /** Reads what is left. */
    BackupContents.Entry drain() throws IOException {
      byte[] buffer = new byte[8_192];
      int count = read(buffer, 0, buffer.length);
      while (count >= 0) {
        count = read(buffer, 0, buffer.length);
      }
      return new BackupContents.Entry(name, bytes, hex(digest));
    }
  }
}
