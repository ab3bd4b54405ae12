package io.busbar.drivers.extender;

import io.busbar.contracts.ir.IrContract.Band;
import io.busbar.contracts.ir.IrContract.Captured;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.format.CodeFormat;
import io.busbar.drivers.ir.protocol.Protocols;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says a capture in the words of the bus. */
final class Announcement {
  private static final int THOUSAND = 1000;

  private Announcement() {}

  static Captured of(@Nullable String id, String host, Capture capture, Instant at) {
    RfCode radio = capture.radio();
    return radio == null ? infrared(id, host, capture, at) : radio(id, host, radio, at);
  }

  private static Captured infrared(@Nullable String id, String host, Capture capture, Instant at) {
    Optional<ProtocolCode> spoken =
        Protocols.decode(capture.combined()).map(Protocols.Decoded::code);
    PulseTrain train =
        PulseTrain.of(capture.freqKhz() * THOUSAND, PulseTrain.closed(capture.combined()));
    return new Captured(
        id,
        host,
        Band.INFRARED,
        capture.freqKhz(),
        capture.b().isEmpty() ? 1 : 2,
        capture.a(),
        capture.b(),
        capture.combined(),
        capture.b().isEmpty() ? null : capture.gapMicros(),
        spoken.map(code -> "%d:%d".formatted(code.address(), code.command())).orElse(null),
        null,
        spoken.map(code -> code.protocol().name()).orElse(null),
        at,
        CodeFormat.PRONTO.write(train));
  }

  private static Captured radio(@Nullable String id, String host, RfCode code, Instant at) {
    return new Captured(
        id,
        host,
        Band.RADIO,
        null,
        1,
        List.of(),
        List.of(),
        List.of(),
        null,
        String.valueOf(code.code()),
        code.bits(),
        String.valueOf(code.protocol()),
        at,
        null);
  }
}
