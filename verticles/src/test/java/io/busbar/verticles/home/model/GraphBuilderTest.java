package io.busbar.verticles.home.model;

import static io.busbar.verticles.home.model.Rooms.command;
import static io.busbar.verticles.home.model.Rooms.device;
import static io.busbar.verticles.home.model.Rooms.program;
import static io.busbar.verticles.home.model.Rooms.space;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.HomeGraph;
import io.busbar.contracts.home.HomeGraph.Edge;
import io.busbar.contracts.home.HomeGraph.EdgeType;
import io.busbar.contracts.home.HomeGraph.Node;
import io.busbar.contracts.home.HomeGraph.NodeType;
import io.busbar.contracts.integrations.ProcessesContract.Port;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.home.model.Wiring.Ports;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  private static final HomeGraph.Home HOME = new HomeGraph.Home("hub", "Home", null, "UTC");
  private static final Fields SENSORS =
      Fields.of(
          "extras",
          Map.of(
              "sensors", Map.of("humidity", Map.of("name", "Humidity", "value", 40, "unit", "%"))));

  private static final Wiring HUE =
      new Wiring(
          Map.of(
              new DriverKey("HUE"),
              new Ports(
                  List.of(new Port("lan", "Home network", "network")),
                  List.of(new Port("lan", "Light commands", "control")))));

  private final HomeGraph graph =
      GraphBuilder.draw(
          HOME,
          new HouseNow(
              List.of(
                  device("lamp", "light", "lighting", Fields.EMPTY),
                  device("tv", "tv", "av_media", Fields.EMPTY),
                  device("bath", "sensor", "security", SENSORS)),
              List.of(
                  space("hall", Kind.ROOM, "upstairs", "lamp", "tv"),
                  space("upstairs", Kind.FLOOR, null),
                  space("evening", Kind.ZONE, "gone")),
              List.of(
                  program(
                      "movie",
                      "hall",
                      List.of(Fields.of("type", "state").with("deviceId", "bath")),
                      List.of(
                          Fields.of("type", "parallel")
                              .with("actions", List.of(command("lamp").values())),
                          command("missing"))),
                  program(
                      "chain",
                      null,
                      List.of(),
                      List.of(Fields.of("type", "program").with("programId", "movie")))),
              List.of(),
              7),
          Wiring.NONE);

  @Test
  void holdsEverythingInItsPlace() {
    assertThat(graph.revision()).isEqualTo(7);
    assertThat(graph.nodes())
        .extracting(Node::id)
        .startsWith("hub")
        .hasSize(11)
        .contains("HUE/hue-1");
    assertThat(edges(EdgeType.CONTAINS))
        .containsExactlyInAnyOrder(
            "hub>upstairs",
            "upstairs>hall",
            "hub>evening",
            "hall>lamp",
            "hall>tv",
            "hub>bath",
            "bath>bath:humidity",
            "hub>HUE/hue-1",
            "hall>movie",
            "hub>chain");
    assertThat(types())
        .containsEntry("upstairs", NodeType.FLOOR)
        .containsEntry("evening", NodeType.ZONE)
        .containsEntry("hall", NodeType.SPACE)
        .containsEntry("bath:humidity", NodeType.ENTITY);
  }

  @Test
  void showsWhatControlsWhat() {
    assertThat(edges(EdgeType.CONTROLS)).containsExactly("movie>lamp");
    assertThat(edges(EdgeType.TRIGGERS)).containsExactlyInAnyOrder("bath>movie", "chain>movie");
    assertThat(edges(EdgeType.PLAYS_IN)).containsExactly("tv>hall");
    assertThat(edges(EdgeType.PROVIDES)).hasSize(3).allMatch(edge -> edge.startsWith("HUE/hue-1>"));
  }

  @Test
  void showsWhichSignalsGoInAndOut() {
    HomeGraph wired =
        GraphBuilder.draw(
            HOME,
            new HouseNow(
                List.of(device("lamp", "light", "lighting", Fields.EMPTY)),
                List.of(),
                List.of(),
                List.of(),
                1),
            HUE);

    assertThat(wired.edges())
        .filteredOn(edge -> edge.type() == EdgeType.FEEDS)
        .containsExactly(
            new Edge("HUE/hue-1:input:lan", "HUE/hue-1", EdgeType.FEEDS),
            new Edge("HUE/hue-1", "HUE/hue-1:output:lan", EdgeType.FEEDS));
    assertThat(wired.edges())
        .contains(new Edge("HUE/hue-1", "HUE/hue-1:input:lan", EdgeType.CONTAINS));
    assertThat(wired.nodes())
        .contains(
            new Node(
                "HUE/hue-1:output:lan",
                NodeType.ENTITY,
                "Light commands",
                Fields.of("kind", "port")
                    .with("direction", "output")
                    .with("key", "lan")
                    .with("signal", "control")));
  }

  @Test
  void cutsToWhatIsNear() {
    assertThat(GraphDepth.cut(graph, 0).nodes()).extracting(Node::id).containsExactly("hub");
    assertThat(GraphDepth.cut(graph, 1).nodes())
        .extracting(Node::id)
        .containsExactlyInAnyOrder("hub", "upstairs", "evening", "bath", "HUE/hue-1", "chain");
    assertThat(GraphDepth.cut(graph, 3)).isEqualTo(graph);
  }

  @Test
  void hangsCirclesOnTheHome() {
    HomeGraph circle =
        GraphBuilder.draw(
            HOME,
            new HouseNow(
                List.of(),
                List.of(space("a", Kind.ROOM, "b"), space("b", Kind.ROOM, "a")),
                List.of(),
                List.of(),
                1),
            Wiring.NONE);

    assertThat(circle.edges())
        .containsExactlyInAnyOrder(
            new Edge("hub", "a", EdgeType.CONTAINS), new Edge("hub", "b", EdgeType.CONTAINS));
  }

  /** Whatever the parents, circles included: one place for every node, no edge into nothing. */
  @Property(tries = 300)
  void everyNodeHasOnePlaceAndEveryEdgeTwoEnds(
      @ForAll @Size(max = 12) List<@IntRange(max = 14) Integer> parents,
      @ForAll @Size(max = 8) List<@IntRange(max = 14) Integer> homes) {
    HomeGraph drawn = GraphBuilder.draw(HOME, random(parents, homes), HUE);
    Set<String> ids = drawn.nodes().stream().map(Node::id).collect(Collectors.toSet());

    assertThat(drawn.nodes()).hasSize(ids.size());
    assertThat(drawn.edges())
        .allMatch(edge -> ids.contains(edge.from()) && ids.contains(edge.to()));
    List<String> held =
        drawn.edges().stream()
            .filter(edge -> edge.type() == EdgeType.CONTAINS)
            .map(Edge::to)
            .toList();
    Set<String> allButHome = new HashSet<>(ids);
    allButHome.remove("hub");
    assertThat(held).containsExactlyInAnyOrderElementsOf(allButHome);
    assertThat(GraphDepth.cut(drawn, 16).nodes()).isEqualTo(drawn.nodes());
    IntStream.range(0, 16)
        .forEach(
            depth ->
                assertThat(GraphDepth.cut(drawn, depth + 1).nodes())
                    .containsAll(GraphDepth.cut(drawn, depth).nodes()));
  }

  private static HouseNow random(List<Integer> parents, List<Integer> homes) {
    List<Space> spaces =
        IntStream.range(0, parents.size())
            .mapToObj(i -> space("s" + i, Kind.ROOM, "s" + parents.get(i), devicesOf(i, homes)))
            .toList();
    List<LogicalDevice> devices =
        IntStream.range(0, homes.size())
            .mapToObj(i -> device("d" + i, "light", "lighting", Fields.EMPTY))
            .toList();
    List<Program> programs =
        IntStream.range(0, homes.size())
            .mapToObj(
                i -> program("p" + i, "s" + homes.get(i), List.of(), List.of(command("d" + i))))
            .toList();
    return new HouseNow(devices, spaces, programs, List.of(), 1);
  }

  private static String[] devicesOf(int space, List<Integer> homes) {
    return IntStream.range(0, homes.size())
        .filter(device -> homes.get(device) == space)
        .mapToObj(device -> "d" + device)
        .toArray(String[]::new);
  }

  private List<String> edges(EdgeType type) {
    return graph.edges().stream()
        .filter(edge -> edge.type() == type)
        .map(edge -> edge.from() + ">" + edge.to())
        .toList();
  }

  private Map<String, NodeType> types() {
    return graph.nodes().stream().collect(Collectors.toMap(Node::id, Node::type));
  }
}
