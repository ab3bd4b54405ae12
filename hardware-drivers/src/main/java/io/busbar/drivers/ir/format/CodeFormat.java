package io.busbar.drivers.ir.format;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.Locale;

/** The formats of a code that is one piece of text (spec 8.6). */
public enum CodeFormat {
  /** Microseconds, separated by commas or white space; a minus marks a space. */
  RAW,
  /** Pronto hex, learned (0000) or predefined (5000, 5001, 6000, 900A). */
  PRONTO,
  BROADLINK_BASE64,
  BROADLINK_HEX,
  /** Global Caché {@code sendir}, compressed or not. */
  GLOBAL_CACHE,
  /** The lines of LIRC's mode2: {@code pulse 560}, {@code space 1690}. */
  LIRC;

  /** How long a code may be, in characters. */
  public static final int MAX_TEXT = 64 * 1024;

  /**
   * The format a text is in, by its first characters; raw when nothing speaks for another one.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID when the text is empty or too long
   */
  public static CodeFormat of(String text) {
    String code = bounded(text);
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.startsWith("sendir")) {
      return GLOBAL_CACHE;
    }
    if (lower.matches("(?s)(#|pulse|space|carrier|timeout).*")) {
      return LIRC;
    }
    if (code.matches("(?s)[0-9A-Fa-f]{4}\\s+0[0-9A-Fa-f]{3}\\s.*")) {
      return PRONTO;
    }
    if (code.matches("(?s)(26|[bB]2|[dD]7)[0-9A-Fa-f]{6}[0-9A-Fa-f\\s]*")) {
      return BROADLINK_HEX;
    }
    return code.matches("(?s)[-+\\[0-9].*") ? numbersOrBase64(code) : BROADLINK_BASE64;
  }

  /**
   * Reads a text of any format.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID, saying where and how to mend it;
   *     UNSUPPORTED when it is read but no extender can send it
   */
  public static IrCode read(String text) {
    return of(text).parse(text);
  }

  /** Reads a text of this format; fails as {@link #read} does. */
  public IrCode parse(String text) {
    String code = bounded(text);
    return switch (this) {
      case RAW -> RawFormat.read(code);
      case PRONTO -> ProntoFormat.read(code);
      case BROADLINK_BASE64 -> BroadlinkFormat.readBase64(code);
      case BROADLINK_HEX -> BroadlinkFormat.readHex(code);
      case GLOBAL_CACHE -> SendirFormat.read(code);
      case LIRC -> Mode2Format.read(code);
    };
  }

  /**
   * Writes what one press sends; Pronto, which knows no number of sends, one frame and its repeat.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID when the format cannot hold it
   */
  public String write(PulseTrain train) {
    return switch (this) {
      case RAW -> RawFormat.write(train);
      case PRONTO -> ProntoFormat.write(train);
      case BROADLINK_BASE64 -> BroadlinkFormat.writeBase64(train);
      case BROADLINK_HEX -> BroadlinkFormat.writeHex(train);
      case GLOBAL_CACHE -> SendirFormat.write(train);
      case LIRC -> Mode2Format.write(train);
    };
  }

  private static CodeFormat numbersOrBase64(String code) {
    return code.startsWith("1w") ? BROADLINK_BASE64 : RAW;
  }

  private static String bounded(String text) {
    if (text.length() > MAX_TEXT) {
      throw BadCode.at(
          "The code",
          "has %d characters, more than %d".formatted(text.length(), MAX_TEXT),
          "Send one frame and let it repeat.");
    }
    String code = text.strip();
    if (code.isEmpty()) {
      throw BadCode.at("The code", "is empty", "Paste the code of one key.");
    }
    return code;
  }
}
