package io.busbar.drivers.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.RecordedFindings;
import io.busbar.kit.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private static final Order ON = Order.plain("turn_on", Payload.text("a/set", "on", 1));

  private final Register register = new Register();
  private final RecordedFindings found = new RecordedFindings();

  @Test
  void tellsOnlyWhatChanged() {
    Part first = part("x:1", "A");
    register.describe("one", "t", List.of(first), found);
    first.memory().field("power", true);
    register.flush("one", found);
    register.describe("one", "t", List.of(part("x:1", "A")), found);
    Part third = part("x:1", "B");
    register.describe("one", "t", List.of(third), found);
    third.memory().field("power", true);
    third.memory().field("brightness", 3);
    register.flush("one", found);
    assertThat(found.told).containsExactly("device x:1", "state x:1", "device x:1", "state x:1");
    assertThat(found.device("x:1").name()).isEqualTo("B");
    assertThat(found.state("x:1").get("brightness")).isEqualTo(3);
  }

  @Test
  void idsOfOthersAreRefused() {
    register.describe("one", "t", List.of(part("x:1", "A")), found);
    register.describe("two", "t", List.of(part("x:1", "B"), part("x:2", "C")), found);
    register.describe("three", "t", List.of(part("x:3", "D"), part("x:3", "E")), found);
    assertThat(found.faults).hasSize(2).allMatch(fault -> fault.contains("used twice"));
    assertThat(found.devices.keySet()).containsExactly("x:1", "x:2", "x:3");
    register.remove("two", found);
    assertThat(found.devices.keySet()).containsExactly("x:1", "x:3");
    assertThat(found.device("x:1").name()).isEqualTo("A");
  }

  @Test
  void floodsEndAtTheLimit() {
    for (int owner = 0; owner <= Register.MAX_DEVICES; owner++) {
      register.describe("o" + owner, "t", List.of(part("x:" + owner, "A")), found);
    }
    assertThat(found.devices).hasSize(Register.MAX_DEVICES);
    assertThat(found.faults).singleElement().asString().contains("more than 1000 devices");
    register.remove("o0", found);
    List<Part> many =
        IntStream.rangeClosed(0, Register.MAX_PARTS).mapToObj(i -> part("y:" + i, "P")).toList();
    for (int owner = 1; owner < 100; owner++) {
      register.remove("o" + owner, found);
    }
    register.describe("many", "t", many, found);
    assertThat(found.devices.keySet().stream().filter(id -> id.startsWith("y:")))
        .hasSize(Register.MAX_PARTS);
  }

  @Test
  void commandsOfStrangersFail() {
    register.describe("one", "t", List.of(part("x:1", "A")), found);
    assertThat(register.publications("x:1", "turn_on", Fields.EMPTY)).hasSize(1);
    assertThatThrownBy(() -> register.publications("x:1", "fly", Fields.EMPTY))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'fly'");
    assertThatThrownBy(() -> register.publications("x:9", "turn_on", Fields.EMPTY))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'x:9'");
  }

  @Test
  void ordersAndSensorsHaveLimitsAndNamesOfTheirOwn() {
    Part part = new Part("x:1", "A");
    for (int i = 0; i < Part.MAX_ORDERS + 5; i++) {
      part.order(ON);
      part.memory().sensor("s" + i, "S", i, "");
    }
    assertThat(part.device().commandCatalog()).hasSize(Part.MAX_ORDERS);
    assertThat(part.takes("turn_on_2")).isTrue();
    Fields changes = part.memory().changes();
    assertThat(changes.object("extras").object("sensors").values()).hasSize(Memory.MAX_SENSORS);
    assertThat(part.memory().changes().isEmpty()).isTrue();
  }

  private static Part part(String id, String name) {
    Part part = new Part(id, name);
    part.type("switch");
    part.order(ON);
    return part;
  }
}
