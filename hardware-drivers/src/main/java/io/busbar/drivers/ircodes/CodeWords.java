package io.busbar.drivers.ircodes;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.ir.IrCodesContract.CodeConverted;
import io.busbar.contracts.ir.IrCodesContract.CodeDecoded;
import io.busbar.contracts.ir.IrCodesContract.ConvertCode;
import io.busbar.contracts.ir.IrCodesContract.DecodeCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.format.CodeFormat;
import io.busbar.drivers.ir.format.CodeValue;
import io.busbar.drivers.ir.protocol.Protocols;
import java.util.List;
import java.util.Optional;

/** Says a code in other words. Pure. */
final class CodeWords {
  private CodeWords() {}

  /** As {@code IrCodesContract.CONVERT} says. */
  static CodeConverted convert(ConvertCode asked) {
    IrCode code = CodeValue.read(asked.code());
    Object written =
        switch (asked.to()) {
          case "raw" -> CodeFormat.RAW.write(train(code));
          case "pronto" -> CodeFormat.PRONTO.write(train(code));
          case "broadlink" -> CodeFormat.BROADLINK_BASE64.write(train(code));
          case "broadlink-hex" -> CodeFormat.BROADLINK_HEX.write(train(code));
          case "globalcache" -> CodeFormat.GLOBAL_CACHE.write(train(code));
          case "lirc" -> CodeFormat.LIRC.write(train(code));
          case "pulse" -> CodeValue.write(code instanceof RfCode ? code : train(code)).values();
          case "protocol" -> CodeValue.write(spoken(code).orElseThrow(CodeWords::strange)).values();
          default -> throw HubFailure.invalid("No format is called so.", "See the contract.");
        };
    return new CodeConverted(asked.to(), written);
  }

  /** As {@code IrCodesContract.DECODE} says. */
  static CodeDecoded decode(DecodeCode asked) {
    IrCode code = CodeValue.read(asked.code());
    if (code instanceof RfCode radio) {
      String protocol = "RCSWITCH_" + radio.protocol();
      return new CodeDecoded("rf", protocol, null, radio.code(), null, List.of());
    }
    PulseTrain train = train(code);
    return spoken(code)
        .map(
            said ->
                new CodeDecoded(
                    "ir",
                    said.protocol().name(),
                    (long) said.address(),
                    (long) said.command(),
                    train.carrierKhz(),
                    train.press()))
        .orElseGet(
            () -> new CodeDecoded("ir", null, null, null, train.carrierKhz(), train.press()));
  }

  private static Optional<ProtocolCode> spoken(IrCode code) {
    if (code instanceof ProtocolCode known) {
      return Optional.of(known);
    }
    return code instanceof PulseTrain train
        ? Protocols.decode(train.press()).map(Protocols.Decoded::code)
        : Optional.empty();
  }

  private static PulseTrain train(IrCode code) {
    if (code instanceof PulseTrain train) {
      return train;
    }
    if (code instanceof ProtocolCode spoken) {
      return Protocols.encode(spoken, false);
    }
    throw HubFailure.invalid("A radio code has no pulses here.", "Use pulse, or decode it.");
  }

  private static HubFailure strange() {
    return HubFailure.invalid("The code is of no protocol this hub knows.", "Keep it as pulses.");
  }
}
