package io.busbar.drivers.ir.library;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.format.CodeFormat;
import io.busbar.drivers.ir.protocol.Protocols;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Flipper's {@code .ir}: lines of {@code name: value}, one signal after the other. */
final class FlipperFile {
  private static final String HEADER = "Filetype: IR signals file\nVersion: 1\n";
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_TIMINGS = 1024;

  private final String remote;
  private final Intake intake = new Intake();
  private final Map<String, String> signal = new HashMap<>();
  private int signalLine;

  private FlipperFile(String remote) {
    this.remote = remote;
  }

  static Imported read(String name, String text) {
    FlipperFile reader = new FlipperFile(name);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      reader.line(i + 1, lines.get(i).strip());
    }
    reader.endSignal();
    return reader.intake.done();
  }

  static String write(RemoteCodes remote) {
    StringBuilder file = new StringBuilder(HEADER);
    remote
        .keys()
        .forEach((key, code) -> file.append("#\nname: %s%n".formatted(key)).append(written(code)));
    return file.toString().replace("\r", "");
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(':');
    if (colon < 0 || line.length() > MAX_LINE) {
      intake.fault(
          "Line %d".formatted(number),
          colon < 0 ? "has no colon: write 'name: value'." : "is longer than 16 KiB.");
      return;
    }
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (name.equals("name")) {
      endSignal();
      signalLine = number;
    }
    signal.put(name, line.substring(colon + 1).strip());
  }

  private void endSignal() {
    if (signal.containsKey("name")) {
      Map<String, String> read = Map.copyOf(signal);
      String where = "Line %d".formatted(signalLine);
      intake.take(where, remote, read.getOrDefault("name", ""), () -> code(read));
    }
    signal.clear();
  }

  private static IrCode code(Map<String, String> signal) {
    String type = wanted(signal, "type");
    return switch (type) {
      case "raw" -> raw(signal);
      case "parsed" ->
          FlipperProtocol.read(
              wanted(signal, "protocol"),
              bytes("address", wanted(signal, "address")),
              bytes("command", wanted(signal, "command")));
      default ->
          throw BadCode.at(
              "type", "is %s".formatted(BadCode.quote(type)), "It is 'raw' or 'parsed'.");
    };
  }

  private static PulseTrain raw(Map<String, String> signal) {
    PulseTrain train = (PulseTrain) CodeFormat.RAW.parse(wanted(signal, "data"));
    String frequency = signal.getOrDefault("frequency", "38000");
    if (!frequency.matches("[0-9]{1,6}")) {
      throw BadCode.at("frequency", "is not a number", "Give it in hertz, e.g. 38000.");
    }
    return PulseTrain.of(Integer.parseInt(frequency), train.once());
  }

  private static String wanted(Map<String, String> signal, String name) {
    String value = signal.get(name);
    if (value == null) {
      throw BadCode.at(name, "is missing", "See the description of Flipper's .ir files.");
    }
    return value;
  }

  /** Four bytes, the lowest first. */
  private static int bytes(String name, String text) {
    if (!text.matches("[0-9A-Fa-f]{2}( [0-9A-Fa-f]{2}){3}")) {
      throw BadCode.at(
          name, "is %s, not four bytes".formatted(BadCode.quote(text)), "E.g. 04 00 00 00.");
    }
    return Integer.reverseBytes(Integer.parseUnsignedInt(text.replace(" ", ""), 16));
  }

  private static String written(IrCode code) {
    if (code instanceof ProtocolCode spoken) {
      Optional<String> parsed = FlipperProtocol.write(spoken);
      return parsed.orElseGet(() -> raw(Protocols.encode(spoken, false)));
    }
    if (code instanceof PulseTrain train) {
      return raw(train);
    }
    throw BadCode.at(
        "A radio code", "has no place in a .ir file", "Export as JSON, or leave it out.");
  }

  private static String raw(PulseTrain train) {
    List<Integer> all = train.press();
    List<Integer> values = all.size() > MAX_TIMINGS ? train.once() : all;
    if (values.size() > MAX_TIMINGS) {
      throw BadCode.at(
          "A code",
          "has %d values; a .ir file holds %d".formatted(values.size(), MAX_TIMINGS),
          "Export as JSON.");
    }
    String list = values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    return "type: raw\nfrequency: %d\nduty_cycle: 0.330000\ndata: %s\n"
        .formatted(train.carrierHz(), list);
  }
}
