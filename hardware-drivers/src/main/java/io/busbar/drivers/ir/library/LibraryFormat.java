package io.busbar.drivers.ir.library;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The files that codes of whole remotes come in. */
public enum LibraryFormat {
  /** The hub's own: {@code {"devices": {name: {"commands": {key: code}}}}}. */
  JSON,
  /** Flipper's {@code .ir}, parsed and raw signals. */
  FLIPPER,
  /** LIRC's {@code lircd.conf}, raw and encoded remotes. */
  LIRC,
  /** SmartIR's JSON with codes of Broadlink and others. */
  SMARTIR;

  /** How large a file may be. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final String KINDS = "Give JSON, a Flipper .ir file or a lircd.conf.";

  /**
   * Reads a file of any of the formats. Keys that cannot be read are left out and told in {@link
   * Imported#faults()}.
   *
   * @param name what to call the remote when the file does not say
   * @throws HubFailure INVALID when the file is too large, of no known format, or holds no code
   *     that can be read; the details say where and why
   */
  public static Imported read(String name, byte[] file) {
    if (file.length > MAX_BYTES) {
      throw BadCode.at(
          "The file", "is larger than %d KiB".formatted(MAX_BYTES / 1024), "Split the file.");
    }
    String text = text(file);
    return switch (of(text)) {
      case JSON -> JsonLibrary.read(file);
      case SMARTIR -> SmartIrFile.read(name, file);
      case FLIPPER -> FlipperFile.read(name, text);
      case LIRC -> LircFile.read(text);
    };
  }

  /**
   * Writes one remote.
   *
   * @throws HubFailure INVALID when the format cannot hold one of its codes
   */
  public String write(RemoteCodes remote) {
    return switch (this) {
      case JSON -> JsonLibrary.write(remote);
      case SMARTIR -> SmartIrFile.write(remote);
      case FLIPPER -> FlipperFile.write(remote);
      case LIRC -> LircFile.write(remote);
    };
  }

  /** The format of a file by what it begins with or holds. */
  static LibraryFormat of(String text) {
    String start = text.stripLeading();
    if (start.startsWith("{")) {
      return text.contains("\"devices\"") ? JSON : SMARTIR;
    }
    if (start.startsWith("Filetype:")) {
      return FLIPPER;
    }
    if (text.contains("begin remote") || text.matches("(?s).*begin\\s{1,9}remote.*")) {
      return LIRC;
    }
    throw BadCode.at("The file", "is of no format this hub knows", KINDS);
  }

  private static String text(byte[] file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return new String(file, StandardCharsets.ISO_8859_1);
    }
  }
}
