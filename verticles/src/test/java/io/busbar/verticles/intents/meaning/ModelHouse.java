package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.intents.ProgramSemantic.Effect;
import io.busbar.contracts.intents.ProgramSemantic.Safety;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.testing.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The house that the example sentences of every language are about. */
public final class ModelHouse {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Fields DOMAINS = read("/domains.json").object("commands");

  private final String language;
  private final Fields house = read("/intents/house.json");

  /** The house with names in a language. */
  public ModelHouse(String language) {
    this.language = language;
  }

  public KnownHouse known() {
    return KnownHouse.of(devices(), spaces(), programs(), semantics());
  }

  /** What the devices of the house report. */
  public Map<DeviceId, Fields> states() {
    Map<DeviceId, Fields> states = new LinkedHashMap<>();
    devices().forEach(device -> states.put(device.id(), device.state()));
    return states;
  }

  public List<LogicalDevice> devices() {
    return house.list("devices").stream().map(Fields::from).map(this::device).toList();
  }

  public List<Space> spaces() {
    return house.list("spaces").stream().map(Fields::from).map(this::space).toList();
  }

  public List<Program> programs() {
    return house.list("programs").stream().map(Fields::from).map(this::program).toList();
  }

  public List<ProgramSemantic> semantics() {
    return house.list("semantics").stream().map(Fields::from).map(this::semantic).toList();
  }

  private LogicalDevice device(Fields device) {
    String type = text(device, "type");
    return new LogicalDevice(
        new DeviceId(text(device, "id")),
        text(device, "id"),
        name(device),
        type,
        type,
        text(device, "domain"),
        type,
        new DriverKey("MODEL"),
        new InstanceId("model-1"),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        device.list("commands").stream().map(ModelHouse::command).toList(),
        Fields.EMPTY,
        device.object("state"),
        true,
        false,
        false,
        false,
        NOON,
        NOON,
        NOON);
  }

  private static CommandDef command(Object listed) {
    boolean plain = listed instanceof String;
    String key = plain ? (String) listed : text(Fields.from(listed), "key");
    Fields schema = (plain ? DOMAINS.object(key) : Fields.from(listed)).object("payloadSchema");
    return new CommandDef(
        key, key, true, schema.isEmpty() ? null : schema, null, CommandDef.Origin.DRIVER);
  }

  private Space space(Fields space) {
    String id = text(space, "id");
    return new Space(
        id,
        name(space),
        Space.Kind.valueOf(text(space, "kind").toUpperCase(Locale.ROOT)),
        null,
        space.text("parent").orElse(null),
        0,
        house.list("devices").stream()
            .map(Fields::from)
            .filter(device -> text(device, "space").equals(id))
            .map(device -> new DeviceId(text(device, "id")))
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        null,
        NOON,
        NOON);
  }

  private Program program(Fields program) {
    boolean off = Boolean.TRUE.equals(program.get("off"));
    return Written.scene(text(program, "id"), name(program))
        .as(
            Program.Type.valueOf(text(program, "type").toUpperCase(Locale.ROOT)),
            Program.Mode.SINGLE)
        .that(true, Boolean.TRUE.equals(program.get("confirm")))
        .in(program.text("space").orElse(null))
        .doing(program.list("actions").stream().map(Fields::from).toList())
        .undoneBy(
            off ? Fields.of("actions", List.of(Map.of("type", "delay", "ms", 1))) : Fields.EMPTY)
        .saved();
  }

  private ProgramSemantic semantic(Fields semantic) {
    return new ProgramSemantic(
        text(semantic, "id"),
        text(semantic, "program"),
        texts(semantic.object("aliases")),
        List.of(),
        texts(semantic.object("utterances")),
        List.of(),
        List.of(),
        Effect.MOOD,
        Safety.valueOf(semantic.text("safety").orElse("normal").toUpperCase(Locale.ROOT)),
        null,
        NOON,
        NOON);
  }

  private List<String> texts(Fields byLanguage) {
    return byLanguage.list(language).stream().map(String::valueOf).toList();
  }

  private String name(Fields thing) {
    return text(thing.object("names"), language);
  }

  private static String text(Fields fields, String key) {
    return fields.text(key).orElseThrow(() -> new IllegalArgumentException("No " + key));
  }

  private static Fields read(String resource) {
    try (InputStream in = ModelHouse.class.getResourceAsStream(resource)) {
      return Json.read(Objects.requireNonNull(in, resource).readAllBytes(), Fields.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
