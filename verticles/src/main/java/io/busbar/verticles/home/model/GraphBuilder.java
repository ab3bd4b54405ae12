package io.busbar.verticles.home.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.HomeGraph;
import io.busbar.contracts.home.HomeGraph.Edge;
import io.busbar.contracts.home.HomeGraph.EdgeType;
import io.busbar.contracts.home.HomeGraph.Home;
import io.busbar.contracts.home.HomeGraph.Node;
import io.busbar.contracts.home.HomeGraph.NodeType;
import io.busbar.contracts.integrations.ProcessesContract.Port;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.home.model.Wiring.Ports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws the home graph of everything in the house (spec 9.8). Used once. */
public final class GraphBuilder {
  private static final String MEDIA = "av_media";

  private final Home home;
  private final HouseNow now;
  private final Wiring wiring;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Map<String, String> spaceOfDevice = new HashMap<>();

  private GraphBuilder(Home home, HouseNow now, Wiring wiring) {
    this.home = home;
    this.now = now;
    this.wiring = wiring;
  }

  /** The whole graph. */
  public static HomeGraph draw(Home home, HouseNow now, Wiring wiring) {
    return new GraphBuilder(home, now, wiring).draw();
  }

  private HomeGraph draw() {
    nodes.put(home.id(), new Node(home.id(), NodeType.HOME, home.name(), Fields.EMPTY));
    spaces();
    now.devices().forEach(this::device);
    now.programs().forEach(this::program);
    now.programs().forEach(this::references);
    return new HomeGraph(home, List.copyOf(nodes.values()), List.copyOf(edges), now.revision());
  }

  /** Parents before children; what hangs on nothing known, or on itself, hangs on the home. */
  private void spaces() {
    Set<String> known = now.spaces().stream().map(Space::id).collect(Collectors.toSet());
    List<Space> waiting = new ArrayList<>(now.spaces());
    boolean placed = true;
    while (placed) {
      placed = waiting.removeIf(space -> isPlaced(space, known));
    }
    waiting.forEach(space -> space(home.id(), space));
    for (Space space : now.spaces()) {
      space.deviceIds().forEach(id -> spaceOfDevice.putIfAbsent(id.value(), space.id()));
    }
  }

  private boolean isPlaced(Space space, Set<String> known) {
    String parent = space.parentId();
    if (parent == null || !known.contains(parent)) {
      space(home.id(), space);
      return true;
    }
    if (!nodes.containsKey(parent)) {
      return false;
    }
    space(parent, space);
    return true;
  }

  private void space(String parent, Space space) {
    NodeType type =
        switch (space.kind()) {
          case FLOOR -> NodeType.FLOOR;
          case ZONE -> NodeType.ZONE;
          case ROOM, OUTDOOR, SHOWROOM -> NodeType.SPACE;
        };
    add(parent, new Node(space.id(), type, space.name(), attrs("kind", word(space.kind()))));
  }

  private void device(LogicalDevice device) {
    String id = device.id().value();
    String space = spaceOfDevice.get(id);
    Fields attrs =
        attrs("deviceType", device.deviceType())
            .with("domain", device.domain())
            .with("online", device.online());
    if (nodes.containsKey(id)) {
      return;
    }
    add(space == null ? home.id() : space, new Node(id, NodeType.DEVICE, device.name(), attrs));
    if (space != null && device.domain().equals(MEDIA)) {
      edges.add(new Edge(id, space, EdgeType.PLAYS_IN));
    }
    driver(new DriverInstance(device.driverKey(), device.driverInstanceId()), id);
    Fields sensors = device.state().object("extras").object("sensors");
    sensors.values().forEach((key, value) -> entity(id, key, Fields.from(value)));
  }

  private void driver(DriverInstance driver, String deviceId) {
    String id = driver.driverKey() + "/" + driver.instanceId();
    if (!nodes.containsKey(id)) {
      Fields attrs =
          attrs("driverKey", driver.driverKey().value())
              .with("instanceId", driver.instanceId().value());
      add(home.id(), new Node(id, NodeType.DRIVER, driver.driverKey().value(), attrs));
      ports(id, wiring.of(driver.driverKey()));
    }
    edges.add(new Edge(id, deviceId, EdgeType.PROVIDES));
  }

  private void ports(String driver, Ports ports) {
    for (Port port : ports.inputs()) {
      edges.add(new Edge(port(driver, "input", port), driver, EdgeType.FEEDS));
    }
    for (Port port : ports.outputs()) {
      edges.add(new Edge(driver, port(driver, "output", port), EdgeType.FEEDS));
    }
  }

  private String port(String driver, String direction, Port port) {
    String id = driver + ":" + direction + ":" + port.key();
    Fields attrs =
        attrs("kind", "port")
            .with("direction", direction)
            .with("key", port.key())
            .with("signal", port.signal());
    add(driver, new Node(id, NodeType.ENTITY, port.label(), attrs));
    return id;
  }

  private void entity(String deviceId, String key, Fields sensor) {
    Fields attrs = attrs("key", key).with("unit", sensor.get("unit"));
    String name = sensor.text("name").orElse(key);
    add(deviceId, new Node(deviceId + ":" + key, NodeType.ENTITY, name, attrs));
  }

  private void program(Program program) {
    Fields attrs = attrs("type", word(program.type())).with("enabled", program.enabled());
    String space = program.spaceId();
    String parent = space != null && nodes.containsKey(space) ? space : home.id();
    add(parent, new Node(program.id(), NodeType.PROGRAM, program.name(), attrs));
  }

  private void references(Program program) {
    References acts = References.in(program.actions()).and(References.in(List.of(program.off())));
    acts.deviceIds().forEach(id -> connect(program.id(), id, EdgeType.CONTROLS, NodeType.DEVICE));
    acts.programIds().forEach(id -> connect(program.id(), id, EdgeType.TRIGGERS, NodeType.PROGRAM));
    References causes = References.in(program.triggers());
    causes
        .deviceIds()
        .forEach(id -> connect(id, program.id(), EdgeType.TRIGGERS, NodeType.PROGRAM));
    causes
        .programIds()
        .forEach(id -> connect(id, program.id(), EdgeType.TRIGGERS, NodeType.PROGRAM));
  }

  private void connect(String from, String to, EdgeType type, NodeType target) {
    Node end = nodes.get(to);
    if (end != null && end.type() == target && nodes.containsKey(from)) {
      edges.add(new Edge(from, to, type));
    }
  }

  /** An id that is taken stays with whoever had it first. */
  private void add(String parent, Node node) {
    if (nodes.putIfAbsent(node.id(), node) == null) {
      edges.add(new Edge(parent, node.id(), EdgeType.CONTAINS));
    }
  }

  private static Fields attrs(String key, Object value) {
    return Fields.of(key, value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
