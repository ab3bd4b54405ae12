package io.busbar.drivers.ir.format;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of LIRC's mode2 and of ir-ctl: pulse, space, timeout, carrier. */
final class Mode2Format {
  private static final String HINT = "Write lines like 'pulse 9000' and 'space 4500'.";

  private int carrier = PulseTrain.USUAL_CARRIER;
  private final List<Integer> micros = new ArrayList<>();

  private Mode2Format() {}

  static PulseTrain read(String text) {
    Mode2Format reader = new Mode2Format();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String plain = line.replaceAll("#.*", "").strip().toLowerCase(Locale.ROOT);
      if (!plain.isEmpty()) {
        reader.line("Line %d".formatted(number), plain.split("\\s+", 2));
      }
    }
    return PulseTrain.of(reader.carrier, PulseTrain.closed(reader.micros));
  }

  static String write(PulseTrain train) {
    StringBuilder lines = new StringBuilder("carrier %d%n".formatted(train.carrierHz()));
    boolean mark = true;
    for (int value : train.press()) {
      lines.append(mark ? "pulse " : "space ").append(value).append('\n');
      mark = !mark;
    }
    return lines.toString().replace("\r", "");
  }

  private void line(String where, String[] words) {
    if (words.length < 2) {
      throw BadCode.at(where, "has no number", HINT);
    }
    int value = Numbers.decimal(where, words[1], HINT);
    switch (words[0]) {
      case "carrier" -> carrier = value;
      case "pulse" -> add(where, true, value);
      case "space", "timeout" -> addSpace(where, value);
      default -> throw BadCode.at(where, "begins with " + BadCode.quote(words[0]), HINT);
    }
  }

  /** The silence before the first mark says nothing. */
  private void addSpace(String where, int value) {
    if (!micros.isEmpty()) {
      add(where, false, value);
    }
  }

  private void add(String where, boolean mark, int value) {
    if (mark != (micros.size() % 2 == 0)) {
      throw BadCode.at(
          where, "repeats the kind of the line before it", "Alternate pulse and space.");
    }
    Numbers.add(micros, value);
  }
}
