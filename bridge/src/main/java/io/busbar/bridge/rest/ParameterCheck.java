package io.busbar.bridge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.rest.Operation.Parameter;
import java.util.List;
import java.util.Map;

/** Reads one parameter's text as what its schema says, and checks it. */
final class ParameterCheck {
  private static final int LONGEST_NUMBER = 64;

  private final String name;
  private final String place;
  private final String type;
  private final boolean required;
  private final SchemaCheck check;

  ParameterCheck(Parameter parameter) {
    this.name = parameter.name();
    this.place = "/" + name;
    this.type = parameter.schema().path("type").asText("string");
    this.required = parameter.required();
    this.check = new SchemaCheck(parameter.schema());
  }

  /** Puts the value into {@code values}, or says what is wrong with it. */
  List<Fault> read(Map<String, String> texts, Map<String, Object> values) {
    String text = texts.get(name);
    if (text == null) {
      return required ? List.of(Fault.missing(place)) : List.of();
    }
    Object value = valueOf(text);
    JsonNode node = JsonTree.of(value);
    List<Fault> faults = check.faults(place, node);
    if (faults.isEmpty()) {
      values.put(name, value);
    }
    return faults;
  }

  private Object valueOf(String text) {
    return switch (type) {
      case "integer" -> number(text);
      case "boolean" -> flag(text);
      default -> text;
    };
  }

  private static Object flag(String text) {
    boolean isTrue = text.equals("true");
    return isTrue || text.equals("false") ? (Object) isTrue : text;
  }

  private static Object number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return text;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
