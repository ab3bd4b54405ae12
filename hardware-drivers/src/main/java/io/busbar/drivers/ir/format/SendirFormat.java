package io.busbar.drivers.ir.format;

import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Global Caché: {@code sendir,module:connector,id,frequency,repeat,offset,on,off,...} in periods of
 * the carrier. From the second time on, sending begins at the offset, which counts from 1. In the
 * compressed form a letter stands for an earlier pair of its own kind: A the first, B the second.
 */
final class SendirFormat {
  private static final int FIXED = 6;
  private static final int MAX_PERIODS = 65_535;
  private static final int LETTERS = 15;
  private static final String HINT =
      "A sendir is sendir,1:1,id,frequency,repeat,offset,on,off,... in periods of the carrier.";

  private final int frequency;
  private final List<Integer> micros = new ArrayList<>();
  private final List<List<Integer>> pairs = new ArrayList<>();
  private int on;

  private SendirFormat(int frequency) {
    this.frequency = frequency;
  }

  static PulseTrain read(String text) {
    String[] parts = text.split(",", FIXED + 1);
    if (parts.length <= FIXED) {
      throw BadCode.at("The sendir", "has fewer than 8 parts", HINT);
    }
    int frequency = ranged("The frequency", parts[3], PulseTrain.MIN_CARRIER, 500_000);
    int repeat = ranged("The repeat", parts[4], 1, PulseTrain.MAX_SENDS);
    int offset = ranged("The offset", parts[5], 1, PulseTrain.MAX_VALUES);
    SendirFormat reader = new SendirFormat(frequency);
    reader.numbers(parts[FIXED]);
    List<Integer> all = reader.micros;
    if (offset % 2 == 0 || offset > all.size()) {
      throw BadCode.at(
          "The offset",
          "is %d, not the place of a mark".formatted(offset),
          "It is odd and at most the number of values; 1 repeats everything.");
    }
    List<Integer> again = offset == 1 ? List.of() : all.subList(offset - 1, all.size());
    return new PulseTrain(frequency, all, again, repeat);
  }

  static String write(PulseTrain train) {
    boolean dittos = !train.again().isEmpty() && train.sends() > 1;
    int repeat = dittos ? train.sends() - 1 : train.sends();
    List<Integer> all = new ArrayList<>(train.once());
    int offset = 1;
    if (dittos) {
      offset += all.size();
      all.addAll(train.again());
    }
    String periods =
        all.stream()
            .map(value -> periods(train.carrierHz(), value))
            .collect(Collectors.joining(","));
    return "sendir,1:1,1,%d,%d,%d,%s".formatted(train.carrierHz(), repeat, offset, periods);
  }

  private static String periods(int frequency, int micros) {
    long periods = Math.round(micros * (double) frequency / 1_000_000);
    return String.valueOf(Math.min(MAX_PERIODS, Math.max(1, periods)));
  }

  private static int ranged(String where, String text, int min, int max) {
    int value = Numbers.decimal(where, text.strip(), HINT);
    if (value < min || value > max) {
      throw BadCode.at(where, "is %d, not between %d and %d".formatted(value, min, max), HINT);
    }
    return value;
  }

  /** Numbers with commas between; letters stand alone or stick to a number. */
  private void numbers(String text) {
    StringBuilder number = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character >= 'A' && character < 'A' + LETTERS) {
        end(number);
        letter(character);
      } else if (character == ',') {
        end(number);
      } else if (!Character.isWhitespace(character)) {
        number.append(character);
      }
    }
    end(number);
    if (on != 0) {
      pair(on, Math.round(PulseTrain.USUAL_GAP * (frequency / 1_000_000f)));
    }
  }

  private void end(StringBuilder number) {
    if (number.isEmpty()) {
      return;
    }
    int periods =
        ranged("Value %d".formatted(micros.size() + 1), number.toString(), 1, MAX_PERIODS);
    number.setLength(0);
    if (on == 0) {
      on = periods;
      return;
    }
    List<Integer> pair = List.of(on, periods);
    if (!pairs.contains(pair) && pairs.size() < LETTERS) {
      pairs.add(pair);
    }
    pair(on, periods);
    on = 0;
  }

  private void letter(char letter) {
    int index = letter - 'A';
    if (on != 0 || index >= pairs.size()) {
      throw BadCode.at(
          "Letter %s after value %d".formatted(letter, micros.size()),
          on != 0 ? "comes between a mark and its space" : "stands for no pair before it",
          "A letter stands for the first, second, ... different pair: A, B, ...");
    }
    pair(pairs.get(index).get(0), pairs.get(index).get(1));
  }

  private void pair(int mark, int space) {
    Numbers.add(micros, micros(mark));
    Numbers.add(micros, micros(space));
  }

  private int micros(int periods) {
    return (int) Math.max(1, Math.round(periods * 1_000_000.0 / frequency));
  }
}
