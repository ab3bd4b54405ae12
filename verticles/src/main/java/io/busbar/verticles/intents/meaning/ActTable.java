package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.bus.Json;
import io.busbar.verticles.intents.house.KnownDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be done in a house, to what, and by which commands, from {@code acts.json}; the same for
 * all languages.
 *
 * @param levels which property "up" and "down" mean, by domain
 * @param levelsOfTypes the same by device type, which comes first
 * @param maxUnconfirmed on how many devices a sentence may act without being confirmed
 */
record ActTable(
    Map<String, Act> acts,
    Map<String, Property> properties,
    Map<String, String> levels,
    Map<String, String> levelsOfTypes,
    Map<String, Question> questions,
    Map<String, KindOfDevice> kinds,
    Security security,
    Everything everything,
    int maxUnconfirmed) {

  /**
   * @param choices the commands that do it, the best first
   * @param domains what is meant when only a place is named, or nothing
   * @param active whether devices that are on are meant first, even where several may be
   * @param prefer which are meant first where one is: {@code on}, {@code playing}, {@code paused}
   */
  record Act(List<Choice> choices, List<String> domains, boolean active, @Nullable String prefer) {}

  /**
   * @param payload arguments; {@code $} stands for the value
   * @param at only for this value
   * @param above only for values above this one
   * @param types only for devices of these types
   * @param power only for devices that are on, or off
   */
  record Choice(
      String command,
      @Nullable Map<String, Object> payload,
      @Nullable Double at,
      @Nullable Double above,
      @Nullable List<String> types,
      @Nullable Boolean power) {}

  /**
   * @param raise commands for when the present value is not known
   * @param floor how far down "less" goes
   * @param whenOff the present value of a device that is off
   */
  record Property(
      List<String> domains,
      String field,
      List<Choice> choices,
      List<Choice> raise,
      List<Choice> lower,
      @Nullable Double step,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double floor,
      @Nullable Double whenOff,
      boolean active,
      @Nullable String prefer) {}

  /**
   * @param yes values that answer "is it"; {@code above:0} is any number above it
   */
  record Question(List<String> fields, List<Object> yes, List<String> domains) {}

  /**
   * @param collective whether one word for it means all there are in a place
   */
  record KindOfDevice(
      @Nullable List<String> types, @Nullable List<String> domains, boolean collective) {
    boolean has(KnownDevice device) {
      return (types != null && types.contains(device.type()))
          || (domains != null && domains.contains(device.domain()));
    }
  }

  /**
   * @param safe commands that make nothing less secure
   */
  record Security(List<String> domains, List<String> types, List<String> safe) {}

  /** What "everything" means. */
  record Everything(List<String> domains, List<String> without) {}

  static ActTable load() {
    try (InputStream in = ActTable.class.getResourceAsStream("/intents/acts.json")) {
      return Json.read(Objects.requireNonNull(in).readAllBytes(), ActTable.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isRisky(KnownDevice device, String command) {
    boolean secured =
        security.domains().contains(device.domain()) || security.types().contains(device.type());
    return secured && !security.safe().contains(command);
  }

  boolean isOfEverything(KnownDevice device) {
    return everything.domains().contains(device.domain())
        && !everything.without().contains(device.type());
  }

  /** The property that "up" and "down" mean for a device. */
  @Nullable String levelOf(KnownDevice device) {
    String ofType = levelsOfTypes.get(device.type());
    return ofType == null ? levels.get(device.domain()) : ofType;
  }
}
