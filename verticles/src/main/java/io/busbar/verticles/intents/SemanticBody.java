package io.busbar.verticles.intents;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.intents.ProgramSemantic.Effect;
import io.busbar.contracts.intents.ProgramSemantic.Safety;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a program semantic as clients send it; says all that is wrong with it at once. */
final class SemanticBody {
  private static final int MAX_TEXTS = 50;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  private final Fields body;
  private final List<String> faults = new ArrayList<>();

  SemanticBody(Fields body) {
    this.body = body;
  }

  /** The id it names; null when it is to be made. */
  @Nullable String id() {
    return body.text("id").orElse(null);
  }

  /**
   * The semantic it describes.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  ProgramSemantic read(Supplier<String> newId, @Nullable ProgramSemantic present, Instant now) {
    String id = body.has("id") ? id("id") : newId.get();
    ProgramSemantic semantic =
        new ProgramSemantic(
            id,
            id("programId"),
            texts("aliases"),
            texts("intents"),
            texts("utterances"),
            texts("spaceIds"),
            texts("tags"),
            word("effect", Effect.class, Effect.ON),
            word("safety", Safety.class, Safety.NORMAL),
            description(),
            present == null ? now : present.createdAt(),
            now);
    if (!faults.isEmpty()) {
      throw HubFailure.invalid("Not a valid program semantic.", "See details.").details(faults);
    }
    return semantic;
  }

  private String id(String key) {
    String id = body.text(key).orElse("");
    if (!ID.matcher(id).matches()) {
      faults.add(key + " must be a text of 1 to 128 characters, none of them a control character.");
    }
    return id;
  }

  private List<String> texts(String key) {
    Object value = body.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || list.size() > MAX_TEXTS) {
      faults.add("%s must be a list of at most %d texts.".formatted(key, MAX_TEXTS));
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof String text && TEXT.matcher(text).matches() && !text.isBlank()) {
        texts.add(text);
        continue;
      }
      faults.add("%s must hold texts of 1 to 200 characters.".formatted(key));
    }
    return texts;
  }

  private <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
    Object value = body.get(key);
    if (value == null) {
      return otherwise;
    }
    for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    faults.add(key + " is none of the known words.");
    return otherwise;
  }

  private @Nullable String description() {
    Object value = body.get("description");
    if (value == null || (value instanceof String text && text.length() <= MAX_DESCRIPTION)) {
      return (String) value;
    }
    faults.add("description must be a text of at most %d characters.".formatted(MAX_DESCRIPTION));
    return null;
  }
}
