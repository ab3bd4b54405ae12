package io.busbar.drivers.ir;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The protocols codes are read and written in. Numbers are the widths of address and command. */
public enum Protocol {
  /** 8-bit address and command, each followed by its inverse. */
  NEC(8, 8),
  /** 16-bit address; 8-bit command followed by its inverse. */
  NEC_EXT(16, 8),
  /** The frame of NEC with 16 free bits of address and of command. */
  ONKYO(16, 16),
  /** 13-bit address and 8-bit command, each followed by its inverse. */
  NEC42(13, 8),
  /** The frame of NEC42 with 26 free bits of address and 16 of command. */
  NEC42_EXT(26, 16),
  /** 8-bit address sent twice; 8-bit command followed by its inverse. */
  SAMSUNG(8, 8),
  /** 28 bits: address, command, checksum; air conditioners and older sets. */
  LG(8, 16),
  SIRC12(5, 7),
  SIRC15(8, 7),
  /** 13 bits of address: 5 of device, 8 extended above them. */
  SIRC20(13, 7),
  RC5(5, 6),
  /** RC5 whose second start bit is the inverse of command bit 6. */
  RC5X(5, 7),
  /** RC6 mode 0. */
  RC6(8, 8),
  /** RC6 mode 6A of 32 bits, as of media centers: the maker's 16 bits above 7 of device. */
  RC6_6A(23, 8),
  /** 28 bits of address: the vendor's 16 above 12 of device and subdevice. */
  KASEIKYO(28, 8),
  /** Kaseikyo of the vendor 0x2002. */
  PANASONIC(12, 8),
  JVC(8, 8),
  RCA(4, 8),
  SHARP(5, 8);

  private final int addressBits;
  private final int commandBits;

  Protocol(int addressBits, int commandBits) {
    this.addressBits = addressBits;
    this.commandBits = commandBits;
  }

  /** The largest address. */
  public int maxAddress() {
    return (1 << addressBits) - 1;
  }

  /** The largest command. */
  public int maxCommand() {
    return (1 << commandBits) - 1;
  }

  /** Whether a press differs from the press before it by a bit that toggles. */
  public boolean toggles() {
    return this == RC5 || this == RC5X || this == RC6 || this == RC6_6A;
  }

  /**
   * The protocol of a name as people and files write it: case, spaces and signs do not matter, and
   * the names of Flipper and of the Arduino libraries are known.
   */
  public static Optional<Protocol> named(String name) {
    String plain = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return switch (plain) {
      case "NECEXTENDED", "NEC2" -> Optional.of(NEC_EXT);
      case "SAMSUNG32" -> Optional.of(SAMSUNG);
      case "LG28" -> Optional.of(LG);
      case "MCE", "RC6MCE", "RC66A32" -> Optional.of(RC6_6A);
      case "SIRC", "SONY", "SONY12" -> Optional.of(SIRC12);
      case "SONY15" -> Optional.of(SIRC15);
      case "SONY20" -> Optional.of(SIRC20);
      default ->
          Stream.of(values())
              .filter(protocol -> protocol.name().replace("_", "").equals(plain))
              .findFirst();
    };
  }
}
