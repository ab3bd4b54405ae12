package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homeassistant.component.Draft;
import io.busbar.drivers.discovery.homeassistant.component.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Components that are one device. One of them says what the device is: its fields are the device's
 * own, its commands have their plain names. The others are among {@code extras.sensors}, and the
 * names of their commands end with their own.
 */
final class DeviceGroup {
  static final int MAX_ENTITIES = 200;
  private static final int MAX_COMMANDS = 200;
  private static final String EXTRAS = "extras";
  private static final String IN_EXTRAS = "extras.";
  private static final String SET_VALUE = "set_value";
  private static final List<String> SHARED =
      List.of("battery", "temperature", "humidity", "motion", "contact", "alarm");
  private static final Comparator<Member> BEST =
      Comparator.comparingInt((Member member) -> member.entity().isSecondary() ? 1 : 0)
          .thenComparingInt(member -> member.entity().plan().rank())
          .thenComparingInt(member -> member.entity().name().isEmpty() ? 0 : 1)
          .thenComparingInt(member -> member.key().length())
          .thenComparing(Member::key);

  private final String id;
  private final String founder;
  private final Set<String> identities = new LinkedHashSet<>();
  private final Map<String, Entity> entities = new TreeMap<>();
  private final Map<String, Set<String>> unsupported = new TreeMap<>();
  private final Set<String> toldFields = new HashSet<>();
  private List<Member> members = List.of();

  private record Member(String key, Entity entity, boolean main) {}

  /** An order of one of the components. */
  record Addressed(Entity entity, Order order) {}

  /**
   * @param founder the identity its id comes from, and keeps coming from
   */
  DeviceGroup(String founder) {
    this.founder = founder;
    this.id = Identity.device(founder);
  }

  String id() {
    return id;
  }

  /** By what it is recognised: by what its components say, and as long as it is there as it was. */
  List<String> identities() {
    return List.copyOf(identities);
  }

  boolean isEmpty() {
    return entities.isEmpty();
  }

  boolean isFull() {
    return entities.size() >= MAX_ENTITIES;
  }

  void put(Entity entity) {
    entities.put(entity.uniqueId(), entity);
    arrange();
  }

  void remove(Entity entity) {
    entities.remove(entity.uniqueId(), entity);
    unsupported.keySet().removeIf(topic -> !isFrom(topic));
    arrange();
  }

  /** What a message named that is not understood here; whether that is new. */
  boolean lacks(String topic, List<String> components) {
    Set<String> before = unsupported.remove(topic);
    boolean any = !components.isEmpty() && isFrom(topic);
    if (any) {
      unsupported.put(topic, new TreeSet<>(components));
    }
    return any ? !new TreeSet<>(components).equals(before) : before != null;
  }

  private boolean isFrom(String topic) {
    return entities.values().stream().anyMatch(entity -> entity.topic().equals(topic));
  }

  /** Whether one of those can be reached that say so; when none does, it can. */
  boolean isAvailable() {
    List<Entity> telling = entities.values().stream().filter(Entity::tellsAvailability).toList();
    return telling.isEmpty() || telling.stream().anyMatch(Entity::isAvailable);
  }

  private void identify() {
    Set<String> present = new LinkedHashSet<>();
    if (!entities.isEmpty()) {
      present.add(founder);
    }
    entities.values().forEach(entity -> present.addAll(Identity.of(entity)));
    identities.retainAll(present);
    identities.addAll(present);
  }

  private void arrange() {
    identify();
    List<Member> keyed = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Entity entity : entities.values()) {
      String key = Identity.key(entity, List.copyOf(identities));
      String own = taken.add(key) ? key : key + "_" + entity.component();
      boolean free = own.equals(key) || taken.add(own);
      keyed.add(new Member(free ? own : own + "_" + taken.size(), entity, false));
    }
    Optional<Member> best = keyed.stream().min(BEST);
    members =
        keyed.stream()
            .map(
                each ->
                    new Member(each.key(), each.entity(), best.filter(each::equals).isPresent()))
            .toList();
  }

  /** As the hub is told of it. */
  Device described() {
    Member main = main();
    Fields device = main.entity().device();
    String name =
        device.text("name").or(() -> Optional.of(main.entity().name())).orElse("").strip();
    return new Device(
        id,
        name.isEmpty() ? id : name.substring(0, Math.min(200, name.length())),
        main.entity().plan().type(),
        List.of("mqtt"),
        properties(device, main.entity()),
        catalog());
  }

  private Map<String, @Nullable Object> properties(Fields device, Entity main) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("discovery", HomeAssistant.NAME);
    properties.put(Part.IDENTITIES, List.copyOf(identities));
    copy(device, "manufacturer", properties, "manufacturer");
    copy(device, "model", properties, "model");
    copy(device, "model_id", properties, "modelId");
    copy(device, "serial_number", properties, "serialNumber");
    copy(device, "sw_version", properties, "firmware");
    copy(device, "hw_version", properties, "hardware");
    copy(device, "suggested_area", properties, "suggestedArea");
    copy(device, "via_device", properties, "viaDevice");
    copy(device, "configuration_url", properties, "url");
    copy(main.config().fields().object("origin"), "name", properties, "origin");
    Set<String> lacking = new TreeSet<>();
    unsupported.values().forEach(lacking::addAll);
    if (!lacking.isEmpty()) {
      properties.put("unsupported", List.copyOf(lacking));
    }
    return properties;
  }

  private static void copy(
      Fields from, String key, Map<String, @Nullable Object> to, String newKey) {
    from.text(key)
        .map(text -> text.substring(0, Math.min(256, text.length())))
        .ifPresent(text -> to.put(newKey, text));
  }

  private List<Map<String, Object>> catalog() {
    List<Map<String, Object>> catalog = new ArrayList<>();
    for (Member member : mainFirst()) {
      for (Order order : member.entity().plan().orders()) {
        String label = member.main() ? order.label() : label(member) + ": " + order.label();
        catalog.add(order.described(command(member, order), label));
      }
    }
    return catalog.stream().limit(MAX_COMMANDS).toList();
  }

  private static String label(Member member) {
    String name = member.entity().name();
    return name.isEmpty() ? member.key() : name.substring(0, Math.min(100, name.length()));
  }

  private static String command(Member member, Order order) {
    if (member.main()) {
      return order.key();
    }
    String verb = order.key().equals(SET_VALUE) ? "set" : order.key();
    return verb + "_" + member.key();
  }

  /** Whose order a command is. */
  Optional<Addressed> addressed(String command) {
    for (Member member : mainFirst()) {
      for (Order order : member.entity().plan().orders()) {
        if (command(member, order).equals(command)) {
          return Optional.of(new Addressed(member.entity(), order));
        }
      }
    }
    return Optional.empty();
  }

  /** All that is known, and null for what was known and is not there any more. */
  Fields state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    Map<String, @Nullable Object> extras = new LinkedHashMap<>();
    toldFields.forEach(field -> put(field, null, state, extras));
    shared(state);
    Map<String, @Nullable Object> sensors = new LinkedHashMap<>();
    for (Member member : members) {
      Map<String, @Nullable Object> known = member.entity().state();
      if (member.main()) {
        known.forEach((field, value) -> own(field, value, state, extras));
      }
      if (isSensor(member)) {
        sensors.put(member.key(), sensor(member));
      }
    }
    if (!sensors.isEmpty() || toldFields.contains(IN_EXTRAS + "sensors")) {
      extras.put("sensors", sensors);
    }
    if (!extras.isEmpty()) {
      state.put(EXTRAS, extras);
    }
    remember(state, extras);
    return new Fields(state);
  }

  private static void own(
      String field,
      @Nullable Object value,
      Map<String, @Nullable Object> state,
      Map<String, @Nullable Object> extras) {
    boolean sensor = field.equals(Draft.VALUE) || field.equals("attributes");
    if (!sensor) {
      put(field, value, state, extras);
    }
  }

  private static void put(
      String field,
      @Nullable Object value,
      Map<String, @Nullable Object> state,
      Map<String, @Nullable Object> extras) {
    if (field.startsWith(IN_EXTRAS)) {
      extras.put(field.substring(IN_EXTRAS.length()), value);
    } else {
      state.put(field, value);
    }
  }

  private void shared(Map<String, @Nullable Object> state) {
    for (String field : SHARED) {
      members.stream()
          .filter(member -> !member.main() && member.entity().state().containsKey(field))
          .min(BEST)
          .ifPresent(member -> state.put(field, member.entity().state().get(field)));
    }
  }

  private void remember(Map<String, @Nullable Object> state, Map<String, @Nullable Object> extras) {
    state.keySet().stream().filter(key -> !key.equals(EXTRAS)).forEach(toldFields::add);
    extras.keySet().forEach(key -> toldFields.add(IN_EXTRAS + key));
  }

  private static boolean isSensor(Member member) {
    Entity entity = member.entity();
    boolean says = entity.plan().readings().stream().anyMatch(reading -> !reading.event());
    boolean valued = entity.plan().rank() >= 12 || entity.state().containsKey(Draft.VALUE);
    boolean assumed = !entity.state().isEmpty();
    return (says || assumed) && (!member.main() || valued);
  }

  private static Map<String, @Nullable Object> sensor(Member member) {
    Map<String, @Nullable Object> known = member.entity().state();
    Map<String, @Nullable Object> sensor = new LinkedHashMap<>();
    sensor.put("name", label(member));
    boolean valued = known.containsKey(Draft.VALUE) || known.isEmpty();
    sensor.put(Draft.VALUE, valued ? known.get(Draft.VALUE) : known.values().iterator().next());
    if (member.entity().plan().unit() != null) {
      sensor.put("unit", member.entity().plan().unit());
    }
    if (!member.main() && !member.entity().isAvailable()) {
      sensor.put("unavailable", true);
    }
    known.forEach((field, value) -> sensor.putIfAbsent(field.replace(IN_EXTRAS, ""), value));
    return sensor;
  }

  /** What something that happened is called. */
  String event(Entity entity, String type) {
    long sources =
        entities.values().stream().filter(each -> each.component().equals("event")).count();
    boolean several = entity.component().equals("event") && sources > 1;
    Optional<Member> source =
        members.stream().filter(each -> each.entity() == entity && several).findFirst();
    return source.map(member -> member.key() + ":" + type).orElse(type);
  }

  private Member main() {
    return members.stream().filter(Member::main).findFirst().orElseThrow();
  }

  private List<Member> mainFirst() {
    return members.stream().sorted(Comparator.comparing(member -> !member.main())).toList();
  }
}
