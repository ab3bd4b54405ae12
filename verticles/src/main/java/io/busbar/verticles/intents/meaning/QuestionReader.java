package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.Answer;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.language.Pattern;
import io.busbar.verticles.intents.meaning.ActTable.Question;
import io.busbar.verticles.intents.meaning.Resolver.Purpose;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads questions about the state of the house, and answers them. It never acts. */
final class QuestionReader {
  private static final int MAX_READINGS = 200;
  private static final String ABOVE = "above:";

  private final Scene scene;

  QuestionReader(Scene scene) {
    this.scene = scene;
  }

  Reading read(Pattern pattern, Captures captures) {
    String about = Objects.requireNonNullElse(pattern.property(), "status");
    String property = captures.get("field").map(String::valueOf).orElse(about);
    Question question = scene.table().questions().get(property);
    if (question == null) {
      throw new IllegalArgumentException("No question about " + property);
    }
    TargetPhrase phrase = TargetPhrase.of(captures);
    Purpose purpose =
        new Purpose(
            device -> field(device, question).isPresent(),
            question.domains(),
            List.of(),
            false,
            true);
    Resolved resolved = scene.resolver(purpose).resolve(phrase);
    return new Reading(
        intent(pattern, captures.weight(), property, question, resolved.devices()),
        !resolved.isEmpty(),
        false);
  }

  private ParsedIntent intent(
      Pattern pattern,
      double weight,
      String property,
      Question question,
      List<KnownDevice> devices) {
    boolean which = "which".equals(pattern.value());
    List<ParsedIntent.Reading> readings =
        devices.stream()
            .filter(device -> field(device, question).isPresent())
            .map(device -> reading(device, question))
            .filter(reading -> !which || isYes(reading.value(), question))
            .limit(MAX_READINGS)
            .toList();
    Fields slots = Fields.of("property", property);
    if ("is".equals(pattern.value()) || "any".equals(pattern.value())) {
      slots = slots.with("answer", verdict(pattern, readings, question));
    }
    List<Target> targets =
        readings.stream().map(one -> Target.device(one.deviceId(), one.name())).toList();
    return new ParsedIntent(
        pattern.intent(),
        weight,
        slots,
        targets,
        List.of(),
        false,
        null,
        null,
        new Answer(text(readings, slots), readings),
        List.of());
  }

  /** Whether it is so; null when nothing is known. */
  private static @Nullable Boolean verdict(
      Pattern pattern, List<ParsedIntent.Reading> readings, Question question) {
    if (readings.isEmpty()) {
      return null;
    }
    return "any".equals(pattern.value())
        ? readings.stream().anyMatch(reading -> isYes(reading.value(), question))
        : readings.stream().allMatch(reading -> isYes(reading.value(), question));
  }

  private String text(List<ParsedIntent.Reading> readings, Fields slots) {
    if (readings.isEmpty()) {
      return scene.language().reading("nothing");
    }
    String list =
        readings.stream()
            .map(one -> one.name() + ": " + spoken(one.value()))
            .collect(Collectors.joining(", "));
    return slots.get("answer") instanceof Boolean yes
        ? scene.language().reading(yes ? "yes" : "no") + " \u2013 " + list
        : list;
  }

  private String spoken(@Nullable Object value) {
    if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
      return String.valueOf(number.longValue());
    }
    return scene.language().reading(String.valueOf(value));
  }

  private ParsedIntent.Reading reading(KnownDevice device, Question question) {
    String field = field(device, question).orElseThrow();
    return new ParsedIntent.Reading(device.id(), device.name(), field, state(device).get(field));
  }

  private Optional<String> field(KnownDevice device, Question question) {
    Fields state = state(device);
    return question.fields().stream().filter(field -> state.get(field) != null).findFirst();
  }

  private Fields state(KnownDevice device) {
    return scene.states().getOrDefault(device.id(), Fields.EMPTY);
  }

  private static boolean isYes(@Nullable Object value, Question question) {
    return question.yes().stream().anyMatch(yes -> isSame(value, yes));
  }

  private static boolean isSame(@Nullable Object value, Object yes) {
    if (!(value instanceof Number number)) {
      return yes.equals(value);
    }
    double is = number.doubleValue();
    if (yes instanceof String text && text.startsWith(ABOVE)) {
      return is > Double.parseDouble(text.substring(ABOVE.length()));
    }
    return yes instanceof Number other && other.doubleValue() == is;
  }
}
