package io.busbar.drivers.rs90;

import com.fasterxml.jackson.core.type.TypeReference;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.rs90.NamedList.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lists of remotes, whatever their spelling, within limits. */
final class ListReader {
  static final int MAX_BYTES = 256 * 1024;
  static final int MAX_ITEMS = 500;
  static final int MAX_TEXT = 128;
  private static final TypeReference<List<Object>> LIST = new TypeReference<>() {};

  private ListReader() {}

  /**
   * What a payload says.
   *
   * @param items absent when it is no list at all, or too large to be read
   * @param fault what is wrong and what was done about it; null when nothing is
   */
  record Reading(Optional<List<Listed>> items, @Nullable String fault) {
    static Reading refused(String fault) {
      return new Reading(Optional.empty(), fault + "; what was known before stays");
    }
  }

  /** Reads a list of {@code {id | Id | ID, name}}. */
  static Reading read(Bytes payload) {
    if (payload.length() > MAX_BYTES) {
      return Reading.refused(
          "has %d bytes, at most %d are read".formatted(payload.length(), MAX_BYTES));
    }
    List<Object> values = parse(payload);
    return values == null ? Reading.refused("is no JSON list") : items(values);
  }

  /** A list as it is written; null when it is none. */
  static @Nullable List<Object> parse(Bytes payload) {
    try {
      return Json.MAPPER.readValue(payload.value(), LIST);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether a text can stand in a topic, be shown and be stored. */
  static boolean isFit(String text) {
    return !text.isBlank()
        && text.length() <= MAX_TEXT
        && text.codePoints().noneMatch(ListReader::isOdd);
  }

  private static boolean isOdd(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  private static Reading items(List<Object> values) {
    List<Listed> items = new ArrayList<>();
    int odd = 0;
    for (Object value : values) {
      if (items.size() == MAX_ITEMS) {
        break;
      }
      Optional<Listed> item =
          item(value instanceof String ? Fields.of("name", value) : Fields.from(value));
      odd += item.isEmpty() ? 1 : 0;
      item.ifPresent(items::add);
    }
    return new Reading(Optional.of(items), fault(values.size(), odd));
  }

  private static @Nullable String fault(int size, int odd) {
    if (size - odd > MAX_ITEMS) {
      return "has %d items, the first %d are used".formatted(size, MAX_ITEMS);
    }
    return odd == 0
        ? null
        : "has %d items without a name of 1 to %d characters; they are left out"
            .formatted(odd, MAX_TEXT);
  }

  /** Without an id, which firmware should not do, the name has to serve as one. */
  private static Optional<Listed> item(Fields item) {
    Object name = item.first("name", "Name");
    Object id = item.first("id", "Id", "ID");
    String shown = name instanceof String text ? text : "";
    String known = id instanceof String || id instanceof Integer ? id.toString().strip() : "";
    boolean fits = isFit(shown) && (known.isEmpty() || isFit(known));
    return fits
        ? Optional.of(new Listed(known.isEmpty() ? shown : known, shown))
        : Optional.empty();
  }
}
