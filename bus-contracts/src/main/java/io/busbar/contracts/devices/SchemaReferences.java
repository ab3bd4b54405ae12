package io.busbar.contracts.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the references of a stranger's JSON Schema ({@link CommandDef#payloadSchema}): what a
 * {@code $ref} points to is put in its place. Only {@code #} and {@code #/...}, read from the root,
 * are followed; a definition may hold itself up to {@value #MAX_RECURSION} times, what nests deeper
 * fits nothing; the whole may have {@value #MAX_PARTS} parts, {@value #MAX_DEPTH} in each other.
 */
public final class SchemaReferences {
  static final int MAX_PARTS = 2_000;
  static final int MAX_DEPTH = 128;
  static final int MAX_RECURSION = 8;

  private static final int MAX_CHAIN = 64;
  private static final int MAX_SHOWN = 200;
  private static final String REF = "$ref";
  private static final Set<String> UNSUPPORTED = Set.of("$dynamicRef", "$recursiveRef");
  private static final Set<String> LEFT_OUT =
      Set.of(REF, "$defs", "definitions", "$id", "$anchor", "$schema");

  /** Keywords whose schemas judge the same value. */
  private static final Set<String> SAME_VALUE =
      Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

  private static final Set<String> SAME_VALUE_BY_NAME = Set.of("dependentSchemas", "dependencies");

  /** Keywords whose schemas judge what is inside the value. */
  private static final Set<String> INSIDE =
      Set.of(
          "items",
          "prefixItems",
          "additionalItems",
          "unevaluatedItems",
          "contains",
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames");

  private static final Set<String> INSIDE_BY_NAME = Set.of("properties", "patternProperties");

  private final Map<String, @Nullable Object> root;
  private final int recursions;
  private int parts;
  private int depth;
  private boolean tooLarge;
  private boolean followed;
  private boolean cut;

  private SchemaReferences(Map<String, @Nullable Object> root, int recursions) {
    this.root = root;
    this.recursions = recursions;
  }

  /**
   * The schema without references; the very same when it holds none.
   *
   * @throws HubFailure INVALID when {@link #fault} names a fault
   */
  public static Fields resolved(Fields schema) {
    for (int recursions = MAX_RECURSION; recursions > 0; recursions /= 2) {
      SchemaReferences walk = new SchemaReferences(schema.values(), recursions);
      Object whole = walk.schema(schema.values(), Trail.START);
      if (!walk.followed) {
        return schema;
      }
      if (!walk.tooLarge) {
        return Boolean.FALSE.equals(whole) ? Fields.of("not", Map.of()) : Fields.from(whole);
      }
      if (!walk.cut) {
        break;
      }
    }
    throw refused(
        "must not have more than %d parts, %d in each other, with its references"
            .formatted(MAX_PARTS, MAX_DEPTH));
  }

  /**
   * What is wrong with the references, as the rest of a sentence that begins with the schema: a
   * reference that leaves the schema, leads nowhere, or leads back to itself without going deeper
   * into the value, or a schema that is too large with all of them. Empty when nothing is.
   */
  public static Optional<String> fault(Fields schema) {
    try {
      Fields unused = resolved(schema);
      return Optional.empty();
    } catch (HubFailure refused) {
      return Optional.of(refused.message());
    }
  }

  private @Nullable Object schema(@Nullable Object node, Trail trail) {
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    parts++;
    tooLarge |= followed && (parts > MAX_PARTS || depth > MAX_DEPTH);
    if (tooLarge) {
      return node;
    }
    depth++;
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copyKeyword(copy, String.valueOf(key), value, trail));
    Object whole = map.containsKey(REF) ? joined(copy, follow(map.get(REF), trail)) : copy;
    depth--;
    return whole;
  }

  private void copyKeyword(
      Map<String, @Nullable Object> copy, String key, @Nullable Object value, Trail trail) {
    if (UNSUPPORTED.contains(key)) {
      throw refused("must not hold %s: only $ref is followed".formatted(key));
    }
    if (SAME_VALUE.contains(key)) {
      copy.put(key, oneOrMore(value, trail));
    } else if (INSIDE.contains(key)) {
      copy.put(key, oneOrMore(value, trail.inside()));
    } else if (SAME_VALUE_BY_NAME.contains(key)) {
      copy.put(key, byName(value, trail));
    } else if (INSIDE_BY_NAME.contains(key)) {
      copy.put(key, byName(value, trail.inside()));
    } else if (!LEFT_OUT.contains(key)) {
      copy.put(key, value);
    }
  }

  private @Nullable Object oneOrMore(@Nullable Object value, Trail trail) {
    if (!(value instanceof List<?> list)) {
      return schema(value, trail);
    }
    List<@Nullable Object> copy = new ArrayList<>();
    list.forEach(item -> copy.add(schema(item, trail)));
    return copy;
  }

  private @Nullable Object byName(@Nullable Object value, Trail trail) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, item) -> copy.put(String.valueOf(name), schema(item, trail)));
    return copy;
  }

  private @Nullable Object follow(@Nullable Object reference, Trail trail) {
    followed = true;
    if (!(reference instanceof String text) || !(text.equals("#") || text.startsWith("#/"))) {
      throw refused("must not refer to %s: only #/... is followed".formatted(shown(reference)));
    }
    String pointer = decoded(text);
    if (trail.here().contains(pointer)) {
      throw refused("must not refer to itself without going deeper: " + shown(reference));
    }
    if (trail.times(pointer) > recursions || trail.length() >= MAX_CHAIN) {
      cut = true;
      return false;
    }
    return schema(target(pointer, text), trail.into(pointer));
  }

  private Object target(String pointer, String shown) {
    Object node = root;
    String[] steps = pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1);
    for (String step : steps) {
      node = child(node, step.replace("~1", "/").replace("~0", "~"));
    }
    if (node instanceof Map<?, ?> || node instanceof Boolean) {
      return node;
    }
    throw refused("must hold what it refers to: there is no schema at " + shown(shown));
  }

  private static @Nullable Object child(@Nullable Object node, String step) {
    if (node instanceof Map<?, ?> map) {
      return map.get(step);
    }
    boolean index = node instanceof List<?> && step.matches("\\d{1,4}");
    if (!index || !(node instanceof List<?> list) || Integer.parseInt(step) >= list.size()) {
      return null;
    }
    return list.get(Integer.parseInt(step));
  }

  /** Both must be kept: what stands beside a reference, and what it points to. */
  private static @Nullable Object joined(
      Map<String, @Nullable Object> beside, @Nullable Object target) {
    if (beside.isEmpty()) {
      return target;
    }
    List<@Nullable Object> all = new ArrayList<>();
    if (beside.get("allOf") instanceof List<?> present) {
      all.addAll(present);
    }
    all.add(target);
    beside.put("allOf", all);
    return beside;
  }

  private static String decoded(String reference) {
    try {
      String pointer = reference.substring(1).replace("+", "%2B");
      return URLDecoder.decode(pointer, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("must hold what it refers to: there is no schema at " + shown(reference));
    }
  }

  private static String shown(@Nullable Object reference) {
    String text = String.valueOf(reference);
    return "'" + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text) + "'";
  }

  private static HubFailure refused(String rule) {
    return HubFailure.invalid(rule, "Define it in the schema and refer to it with #/$defs/name.");
  }

  /**
   * The references followed on the way to a part.
   *
   * @param here those since the way last went inside the value
   */
  private record Trail(int length, Map<String, Integer> entered, Set<String> here) {
    static final Trail START = new Trail(0, Map.of("", 1), Set.of(""));

    int times(String pointer) {
      return entered.getOrDefault(pointer, 0);
    }

    Trail inside() {
      return new Trail(length, entered, Set.of());
    }

    Trail into(String pointer) {
      Map<String, Integer> times = new HashMap<>(entered);
      times.put(pointer, times(pointer) + 1);
      Set<String> now = new HashSet<>(here);
      now.add(pointer);
      return new Trail(length + 1, times, now);
    }
  }
}
