package io.busbar.drivers.ir.library;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the keys of a file, and what had to be left out. */
final class Intake {
  static final int MAX_KEYS = 5_000;

  private final Map<String, Map<String, IrCode>> remotes = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int keys;
  private int untold;

  /**
   * Takes one key; when its code cannot be read, the fault is noted and the file goes on.
   *
   * @throws HubFailure INVALID when the file has too many keys
   */
  void take(String where, String remote, String key, Supplier<IrCode> code) {
    if (++keys > MAX_KEYS) {
      throw BadCode.at(
          where, "has a key too many: a file holds up to " + MAX_KEYS, "Split the file.");
    }
    try {
      String name = checked(remote);
      String wanted = checked(key);
      IrCode read = code.get();
      Map<String, IrCode> codes = remotes.computeIfAbsent(name, added -> new LinkedHashMap<>());
      codes.put(free(codes, wanted), read);
    } catch (HubFailure refused) {
      String hint = refused.hint() == null ? "" : " " + refused.hint();
      fault(where, "key %s: %s%s".formatted(BadCode.quote(key), refused.message(), hint));
    }
  }

  void fault(String where, String what) {
    if (faults.size() < Imported.MAX_FAULTS - 1) {
      faults.add("%s: %s".formatted(where, what));
    } else {
      untold++;
    }
  }

  /**
   * All that was taken.
   *
   * @throws HubFailure INVALID with the faults as details when nothing was
   */
  Imported done() {
    if (untold > 0) {
      faults.add("... and %d more.".formatted(untold));
    }
    if (remotes.isEmpty()) {
      throw BadCode.at("The file", "holds no code that can be read", "See the details.")
          .details(faults);
    }
    List<RemoteCodes> all = new ArrayList<>();
    remotes.forEach((name, codes) -> all.add(new RemoteCodes(name, codes)));
    return new Imported(all, faults);
  }

  private static String checked(String name) {
    String plain = name.strip();
    boolean fits = !plain.isEmpty() && plain.length() <= RemoteCodes.MAX_NAME;
    if (!fits || plain.chars().anyMatch(Character::isISOControl)) {
      throw BadCode.at(
          "The name %s".formatted(BadCode.quote(plain)),
          "is empty, too long or not printable",
          "Use 1 to %d characters.".formatted(RemoteCodes.MAX_NAME));
    }
    return plain;
  }

  /** Files name keys twice; the second becomes "Power 2". */
  private static String free(Map<String, IrCode> codes, String wanted) {
    String name = wanted;
    for (int i = 2; codes.containsKey(name); i++) {
      name = wanted + " " + i;
    }
    return name;
  }
}
