package io.busbar.drivers.ir.library;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.format.CodeFormat;
import io.busbar.drivers.ir.protocol.Protocols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * LIRC's {@code lircd.conf}: remotes with raw codes, or with numbers that the description of the
 * remote turns into pulses (lirc.org, lircd.conf(5)). Of the latter, those of a known protocol
 * become codes of it, so that their toggle bits toggle.
 */
final class LircFile {
  private static final int VALUES_IN_LINE = 6;

  private final Intake intake = new Intake();
  private Section section = Section.OUTSIDE;
  private LircRemote remote = new LircRemote();
  private @Nullable String rawKey;
  private String rawWhere = "";
  private final StringBuilder raw = new StringBuilder();
  private boolean broken;

  private enum Section {
    OUTSIDE,
    REMOTE,
    CODES,
    RAW_CODES
  }

  private LircFile() {}

  static Imported read(String text) {
    LircFile reader = new LircFile();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int comment = line.indexOf('#');
      String plain = comment < 0 ? line : line.substring(0, comment).strip();
      if (!plain.isEmpty()) {
        reader.line("Line %d".formatted(i + 1), plain.split("\\s+", -1));
      }
    }
    if (reader.section != Section.OUTSIDE) {
      reader.intake.fault("Line %d".formatted(lines.size()), "the file ends before 'end remote'.");
    }
    return reader.intake.done();
  }

  static String write(RemoteCodes remote) {
    StringBuilder file = new StringBuilder("begin remote\n");
    file.append("  name ").append(word(remote.name())).append('\n');
    file.append("  flags RAW_CODES\n  eps 30\n  aeps 100\n  gap ").append(PulseTrain.USUAL_GAP);
    int carrier =
        remote.keys().values().stream()
            .map(LircFile::train)
            .findFirst()
            .map(PulseTrain::carrierHz)
            .orElse(PulseTrain.USUAL_CARRIER);
    file.append("\n  frequency ").append(carrier).append("\n  begin raw_codes\n");
    remote.keys().forEach((key, code) -> write(file, key, train(code)));
    return file.append("  end raw_codes\nend remote\n").toString();
  }

  private static void write(StringBuilder file, String key, PulseTrain train) {
    file.append("    name ").append(word(key));
    List<Integer> values = train.press();
    for (int i = 0; i < values.size() - 1; i++) {
      file.append(i % VALUES_IN_LINE == 0 ? "\n      " : " ").append(values.get(i));
    }
    file.append('\n');
  }

  private static PulseTrain train(IrCode code) {
    if (code instanceof PulseTrain train) {
      return train;
    }
    if (code instanceof ProtocolCode spoken) {
      return Protocols.encode(spoken, false);
    }
    throw BadCode.at(
        "A radio code", "has no place in a lircd.conf", "Export as JSON, or leave it out.");
  }

  /** Names end at white space. */
  private static String word(String name) {
    return name.replaceAll("[\\s#]+", "_");
  }

  private void line(String where, String[] words) {
    String first = words[0].toLowerCase(Locale.ROOT);
    String second = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "";
    switch (first) {
      case "begin" -> begin(where, second);
      case "end" -> end(where, second);
      default -> inside(where, words);
    }
  }

  private void begin(String where, String what) {
    switch (what) {
      case "remote" -> {
        remote = new LircRemote();
        broken = false;
        section = Section.REMOTE;
      }
      case "codes" -> section = Section.CODES;
      case "raw_codes" -> section = Section.RAW_CODES;
      default -> intake.fault(where, "begins something unknown: remote, codes or raw_codes.");
    }
  }

  private void end(String where, String what) {
    endRaw();
    switch (what) {
      case "remote" -> section = Section.OUTSIDE;
      case "codes", "raw_codes" -> section = Section.REMOTE;
      default -> intake.fault(where, "ends something unknown: remote, codes or raw_codes.");
    }
  }

  private void inside(String where, String[] words) {
    switch (section) {
      case OUTSIDE -> {} // includes and the like
      case REMOTE -> describe(where, words);
      case CODES -> code(where, words);
      case RAW_CODES -> rawLine(where, words);
    }
  }

  private void describe(String where, String[] words) {
    try {
      remote.describe(words);
    } catch (HubFailure refused) {
      broken = true;
      intake.fault(where, refused.message() + " The remote is left out.");
    }
  }

  private void code(String where, String[] words) {
    if (broken) {
      return;
    }
    LircRemote described = remote;
    intake.take(
        where,
        described.name(),
        words[0],
        () -> {
          if (words.length < 2) {
            throw BadCode.at("The code", "is missing", "Write a name and a number.");
          }
          return known(described.encode(words[1]));
        });
  }

  private static IrCode known(PulseTrain train) {
    return Protocols.decode(train.press()).<IrCode>map(Protocols.Decoded::code).orElse(train);
  }

  private void rawLine(String where, String[] words) {
    if (words[0].equalsIgnoreCase("name") && words.length > 1) {
      endRaw();
      rawKey = String.join(" ", Arrays.copyOfRange(words, 1, words.length));
      rawWhere = where;
      return;
    }
    if (raw.length() < CodeFormat.MAX_TEXT) {
      raw.append(String.join(" ", words)).append(' ');
    }
  }

  private void endRaw() {
    String key = rawKey;
    String values = raw.toString();
    raw.setLength(0);
    rawKey = null;
    if (key == null || broken) {
      return;
    }
    LircRemote described = remote;
    intake.take(rawWhere, described.name(), key, () -> described.raw(values));
  }
}
