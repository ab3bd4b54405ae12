package io.busbar.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.hub.testing.HosContracts.Operation;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A house in which there is one of everything the OS API can show. */
public final class FurnishedHouse implements AutoCloseable {
  private static final String DRIVER = "WLED";
  private static final List<String> LISTS =
      List.of(
          "/bootstrap",
          "/users",
          "/action-maps",
          "/program-semantics",
          "/program-runs",
          "/design-profiles",
          "/integrations",
          "/integrations/" + DRIVER + "/instances",
          "/preferences/home");

  private final HouseUnderTest house;
  private final Map<String, String> names = new HashMap<>();

  private FurnishedHouse(HouseUnderTest house) {
    this.house = house;
  }

  public static FurnishedHouse start() throws IOException {
    HouseUnderTest house =
        HouseUnderTest.start(List.of("ceiling", "desk"), Map.of("BUSBAR_HOST_SENSORS", "false"));
    FurnishedHouse furnished = new FurnishedHouse(house);
    try {
      furnished.furnish();
      return furnished;
    } catch (IOException | RuntimeException | AssertionError e) {
      house.close();
      throw e;
    }
  }

  public HubClient app() {
    return house.app();
  }

  /** What there is of a kind; the kind is the segment of the path before the name. */
  public String name(String kind) {
    return Objects.requireNonNull(names.get(kind), kind);
  }

  /** A value for every query parameter of an operation. */
  public String query(Operation operation) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> pair(parameter.path("name").asText(), value(operation, parameter)))
        .collect(Collectors.joining("&"));
  }

  /** Everything that calls could change, without what changes by itself. */
  public Map<String, JsonNode> picture() throws IOException {
    Map<String, JsonNode> picture = new LinkedHashMap<>();
    for (String list : LISTS) {
      JsonNode shown = house.get(list);
      if (shown instanceof ObjectNode object) {
        JsonNode unused = object.remove("serverTime");
      }
      picture.put(list, shown);
    }
    return picture;
  }

  @Override
  public void close() throws IOException {
    house.close();
  }

  private static String pair(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private String value(Operation operation, JsonNode parameter) {
    String name = parameter.path("name").asText();
    JsonNode schema = operation.resolved(parameter.path("schema"));
    if (schema.has("enum")) {
      return schema.path("enum").path(0).asText();
    }
    if (schema.has("minimum")) {
      return schema.path("minimum").asText();
    }
    return schema.path("type").asText().equals("boolean") ? "true" : name(name);
  }

  private void furnish() throws IOException {
    house.driver().report("desk", Map.of("power", true, "brightness", 40, "power_w", 3.5));
    String room = furnishRoom();
    String program = furnishPrograms(room);
    String map =
        house
            .post(
                "/action-maps/save",
                Map.of(
                    "name",
                    "Desk follows",
                    "direction",
                    "inbound",
                    "deviceId",
                    house.id("ceiling"),
                    "event",
                    Map.of("type", "state", "key", "brightness"),
                    "targetDeviceId",
                    house.id("desk"),
                    "action",
                    "turn_on"))
            .path("id")
            .asText();
    house.send(
        "/program-semantics/save", Map.of("programId", program, "aliases", List.of("Study")));
    house.send("/preferences/home", Map.of("title", "Here"));
    names.put("action-maps", map);
    names.put("integrations", DRIVER);
    names.put("drivers", "HOUSE");
    List.of("remotes", "keys", "learn").forEach(kind -> names.putIfAbsent(kind, kind));
    names.put("instances", furnishInstance());
    nameQueries(room, program);
  }

  private String furnishRoom() throws IOException {
    String floor = save("/spaces/save", Map.of("name", "Ground", "kind", "floor"));
    String room = save("/spaces/save", Map.of("name", "Study", "kind", "room", "parentId", floor));
    house.send(
        "/spaces/" + room + "/devices/assign", Map.of("deviceIds", List.of(house.id("desk"))));
    String source =
        save(
            "/spaces/" + room + "/remote-sources/save",
            Map.of("name", "Desk", "kind", "device", "deviceId", house.id("desk")));
    names.put("spaces", room);
    names.put("remote-sources", source);
    for (String kind : List.of("devices", "entities", "history", "telemetry")) {
      names.put(kind, house.id("desk"));
    }
    names.put("commands", "set_brightness");
    return room;
  }

  private String furnishPrograms(String room) throws IOException {
    String program =
        house.save(
            Map.of(
                "name",
                "Reading",
                "type",
                "automation",
                "spaceId",
                room,
                "triggers",
                List.of(Map.of("type", "time", "at", "04:00")),
                "actions",
                List.of(house.command("desk", "turn_on"))));
    JsonNode run = house.post("/programs/" + program + "/run", Map.of());
    names.put("programs", program);
    names.put("program-runs", run.path("runId").asText());
    return program;
  }

  /** One that was set up and is switched off. */
  private String furnishInstance() throws IOException {
    String id =
        save(
            "/integrations/" + DRIVER + "/instances",
            Map.of("name", "Strip", "properties", Map.of("hosts", "127.0.0.1:9")));
    house.send("/integrations/instances/" + id + "/stop", Map.of());
    return id;
  }

  private void nameQueries(String room, String program) throws IOException {
    Instant now = Instant.now();
    names.put("from", now.minus(Duration.ofHours(1)).toString());
    names.put("to", now.plus(Duration.ofHours(1)).toString());
    names.put("spaceId", room);
    names.put("programId", program);
    names.put("deviceId", house.id("desk"));
    names.put("driverKey", "HOUSE");
    names.put("key", "brightness");
    names.put("q", "e");
    names.put("who", "ada");
    names.put("type", "light");
    names.put("domain", "lighting");
    names.put("before", house.get("/activity?limit=1").findPath("id").asText());
  }

  private String save(String path, Map<String, ?> body) throws IOException {
    return house.post(path, body).path("id").asText();
  }
}
