package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line of a language's {@code examples.jsonl}: a sentence and what it must come to. */
record Example(Fields line) {
  static List<Example> of(String language) {
    String file = "/intents/%s/examples.jsonl".formatted(language);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Example.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), Fields.class))
          .map(Example::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String say() {
    return line.text("say").orElseThrow();
  }

  boolean isNegative() {
    return line.text("intent").orElseThrow().equals(ParsedIntent.NONE);
  }

  ParsedIntent parsed(IntentParser parser, Map<DeviceId, Fields> states) {
    return parser.parse(say(), line.text("in").orElse(null), states);
  }

  /** What differs from the expectation; empty when nothing does. */
  List<String> mismatches(ParsedIntent parsed) {
    List<String> differs = new ArrayList<>();
    compare(differs, "intent", line.get("intent"), parsed.intent());
    compare(differs, "do", texts("do"), done(parsed));
    compare(differs, "confirm", line.has("confirm"), parsed.requiresConfirmation());
    if (line.has("reason")) {
      compare(differs, "reason", line.get("reason"), parsed.reason());
    }
    if (line.has("program")) {
      compare(differs, "program", texts("program"), programs(parsed));
    }
    if (line.has("answer")) {
      compare(differs, "answer", line.get("answer"), parsed.slots().get("answer"));
    }
    if (line.has("about")) {
      compare(differs, "about", texts("about"), devices(parsed.targets()));
    }
    if (line.has("alternatives")) {
      List<ParsedIntent.Target> targets =
          parsed.alternatives().stream().map(ParsedIntent.Alternative::target).toList();
      compare(differs, "alternatives", texts("alternatives"), devices(targets));
    }
    return differs;
  }

  private static void compare(
      List<String> differs, String what, @Nullable Object expected, @Nullable Object is) {
    if (!Objects.equals(expected, is)) {
      differs.add("%s: expected %s, is %s".formatted(what, expected, is));
    }
  }

  private Set<String> texts(String key) {
    List<?> values = line.get(key) instanceof String one ? List.of(one) : line.list(key);
    return values.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> done(ParsedIntent parsed) {
    return parsed.actions().stream()
        .map(
            action ->
                action.deviceId()
                    + ":"
                    + action.command()
                    + action.payload().values().values().stream()
                        .map(value -> "=" + value)
                        .collect(Collectors.joining()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> programs(ParsedIntent parsed) {
    return parsed.targets().stream()
        .map(ParsedIntent.Target::programId)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> devices(List<ParsedIntent.Target> targets) {
    return targets.stream()
        .map(ParsedIntent.Target::deviceId)
        .filter(Objects::nonNull)
        .map(DeviceId::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
