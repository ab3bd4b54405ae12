package io.busbar.drivers.discovery.template;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template of the Jinja language, as devices publish it to say how their payloads are read and
 * written. It sees the values it is given and nothing else, and ends soon whatever it says: steps,
 * depth and the length of texts are limited. Never changed; any thread may evaluate it.
 */
public final class Template {
  /** How long a template may be, in characters. */
  public static final int MAX_SOURCE = 8_192;

  private final List<Statement> statements;

  private Template(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a template.
   *
   * @throws HubFailure INVALID when it is none, or uses what is not known here, with its place
   */
  public static Template parse(String source) {
    if (source.length() > MAX_SOURCE) {
      throw HubFailure.invalid(
          "A template has more than %d characters.".formatted(MAX_SOURCE), "Shorten it.");
    }
    return new Template(new TemplateParser(source).parse());
  }

  /**
   * Evaluates it: the text without space around it, or empty when what it asks for is not among the
   * variables.
   *
   * @param variables plain JSON values
   * @throws HubFailure INVALID when it cannot work with the values; OVERLOADED when it does too
   *     much
   */
  public Optional<String> render(Map<String, ? extends @Nullable Object> variables) {
    Evaluation run = new Evaluation(variables);
    try {
      Statement.runAll(run, statements);
      return Optional.of(run.written().strip());
    } catch (HubFailure failure) {
      if (failure.code() == FailureCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * The variables of a payload that came: {@code value}, and {@code value_json} when it is JSON.
   */
  public static Map<String, @Nullable Object> variables(String payload) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("value", payload);
    Object json = json(payload);
    if (json != Absent.ABSENT) {
      variables.put("value_json", json);
    }
    return variables;
  }

  static @Nullable Object json(String text) {
    try {
      return Json.MAPPER.readValue(text, Object.class);
    } catch (IOException none) {
      return Absent.ABSENT;
    }
  }
}
