package io.busbar.drivers.rs90;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.rs90.Devices.Trigger;
import io.busbar.drivers.rs90.RemoteState.Change;
import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteStateTest {
  private static final String DEVICES =
      "[{'id':'d1','name':'TV'},{'Id':'d2','name':'CD / Radio'},{'ID':'d3','name':'A+B'}]";
  private static final String COMMANDS = "[{'Id':'c1','name':'Power'},{'id':'c2','name':'Mute'}]";

  private final RemoteState state = new RemoteState();
  private final Wishes wishes = new Wishes(state, Rs90Settings.DEFAULT);

  @Test
  void readsListsInEverySpellingAndOrder() {
    assertThat(hear("device/TV/commands", COMMANDS)).isEqualTo(Change.LISTS);
    assertThat(hear("device/list", DEVICES)).isEqualTo(Change.DEVICES);
    assertThat(hear("device/list", DEVICES)).isEqualTo(Change.STATE);
    assertThat(hear("device/CD / Radio/detail", "[{'id':'c3','name':'Play'}]"))
        .isEqualTo(Change.LISTS);
    assertThat(hear("device/TV/detail", "")).isEqualTo(Change.NOTHING);
    assertThat(trigger("TV", "power")).isEqualTo(new Trigger("TV", "Power"));
    assertThat(trigger("d2", "c3")).isEqualTo(new Trigger("CD / Radio", "Play"));
    assertThat(state.devices().trigger("d1", "Mute", true)).isEqualTo(new Trigger("TV", "c2"));
    assertThat(Fields.from(state.lists()).object("extras").list("devices"))
        .hasSize(3)
        .first()
        .isEqualTo(Map.of("id", "d1", "name", "TV", "commands", List.of("Power", "Mute")));
  }

  @Test
  void followsARenamedDeviceByItsId() {
    hearAll("device/list", DEVICES, "device/TV/commands", COMMANDS);
    assertThat(hear("device/list", DEVICES.replace("TV", "Projector"))).isEqualTo(Change.DEVICES);
    assertThat(trigger("d1", "Power")).isEqualTo(new Trigger("Projector", "Power"));
    assertThatThrownBy(() -> trigger("TV", "Power")).hasMessageContaining("no device 'TV'");
  }

  @Test
  void forgetsADeviceWithoutCommandsUntilItIsListedAgain() {
    hearAll("device/list", DEVICES, "device/TV/commands", COMMANDS, "device/TV/commands", "");
    assertThatThrownBy(() -> trigger("d1", "Power")).isInstanceOf(Failure.class);
    assertThat(hear("device/list", DEVICES)).isEqualTo(Change.DEVICES);
    assertThat(trigger("d1", "Power").payload()).isEqualTo("Power");
  }

  @Test
  void goesByIdWhereANameIsNotItsOwn() {
    hearAll("device/list", "[{'id':'1','name':'Twin'},{'id':'2','name':'Twin'}]");
    hearAll("device/Twin/commands", COMMANDS);
    assertThat(trigger("2", "Mute")).isEqualTo(new Trigger("Twin", "c2"));
    assertThatThrownBy(() -> trigger("Twin", "Mute")).hasMessageContaining("id of one");
    hearAll("device/list", "[{'id':'1','name':'TV'}]");
    hearAll("device/TV/commands", "[{'id':'a','name':'Same'},{'id':'b','name':'Same'}]");
    assertThat(trigger("TV", "b").payload()).isEqualTo("b");
    assertThatThrownBy(() -> trigger("TV", "Same")).hasMessageContaining("id of one");
    assertThatThrownBy(() -> trigger("TV", "Other")).hasMessageContaining("no command 'Other'");
  }

  @Test
  void saysWhatMqttCannotCarry() {
    hearAll("device/list", DEVICES);
    assertThatThrownBy(() -> wish("send_command", Map.of("device", "A+B", "command", "x")))
        .hasMessageContaining("rename 'A+B'");
  }

  @Test
  void turnsCommandsIntoMessages() {
    hearAll("macro/list", "[{'id':'m','name':'Movie / night'}]");
    hearAll("app/list", "[{'Id':'org.videolan.vlc','name':'VLC & more'}]");
    assertThat(wish("macro_off", Map.of("macro", "m")))
        .isEqualTo(new Wishes.Wish("macro/Movie / night/trigger", "off", true));
    assertThat(wish("open_app", Map.of("app", "VLC & more")).topic())
        .isEqualTo("app/org.videolan.vlc/open");
    assertThat(Topic.openApp("a b/ü+")).isEqualTo("app/a%20b%2F%C3%BC%2B/open");
    assertThat(wish("ring_on", Map.of("seconds", 3)).payload()).isEqualTo("3");
    assertThat(wish("ring_off", Map.of()))
        .isEqualTo(new Wishes.Wish("RGB/effect/set", "{\"effect\":\"off\"}", false));
    assertThat(
            wish(
                    "ring_effect",
                    Map.of(
                        "effect", "colorWave", "colors", List.of("#ff0000", "00FF00"), "speed", 50))
                .payload())
        .contains("\"colors\":\"FF0000,00FF00\"")
        .contains("\"speed\":50");
    assertThatThrownBy(() -> wish("ring_effect", Map.of("effect", "disco")))
        .hasMessageContaining("rainbowCycle");
    assertThatThrownBy(() -> wish("ring_on", Map.of("seconds", 11)))
        .hasMessageContaining("1 to 10");
  }

  @ParameterizedTest
  @CsvSource({"85,85", "85%,85", "' 7 %',7", "100,100", "0,0", "62.5,63"})
  void readsTheBattery(String said, int level) {
    hearAll("battery_level", said);
    assertThat(state.state()).containsEntry("battery", level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "-1", "full", "", "1e9", "NaN"})
  void doesNotBelieveOtherBatteries(String said) {
    hearAll("battery_level", "40", "battery_level", said);
    assertThat(state.state()).containsEntry("battery", 40);
    assertThat(extras().get("error")).isEqualTo("battery_level is no percentage");
    hearAll("battery_level", "41");
    assertThat(extras().get("error")).isNull();
  }

  @Test
  void showsMacrosEffectsAppsAndTests() {
    hearAll("macro/Movie/trigger", "on", "macro/list", "[{'id':'m','name':'Movie'}]");
    hearAll("RGB/effect", "{'effect':'fireFlicker','speed':5}");
    hearAll("RGB/effect", "['off',{'effect':'solidColor'},7]", "active_app", "Plex");
    hearAll("test/status", "TV - Power 200");
    assertThat(Fields.from(Fields.from(state.lists()).object("extras").list("macros").get(0)))
        .extracting(macro -> macro.get("state"))
        .isEqualTo("on");
    assertThat(extras().object("effect").get("effect")).isEqualTo("fireFlicker");
    assertThat(extras().get("effects")).isEqualTo(List.of("off", "solidColor"));
    assertThat(extras().get("activeApp")).isEqualTo("Plex");
    assertThat(extras().get("testStatus")).isEqualTo("TV - Power 200");
    hearAll("test/status", "");
    assertThat(extras().get("testStatus")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "7", "{'id':1}", "[[[[", "\"x\"", "", "[1,"})
  void keepsWhatItKnewWhenAListIsGarbage(String said) {
    hearAll("device/list", DEVICES, "device/list", said);
    assertThat(state.devices().all()).hasSize(3);
    assertThat(String.valueOf(extras().get("error"))).contains("device/list is no JSON list");
  }

  @Test
  void takesTheFirstOfGiantLists() {
    hearAll("device/list", list(600));
    assertThat(state.devices().all()).hasSize(ListReader.MAX_ITEMS);
    assertThat(String.valueOf(extras().get("error"))).contains("600 items");
    hearAll("device/list", list(100_000));
    assertThat(String.valueOf(extras().get("error"))).contains("bytes");
    assertThat(state.devices().all()).hasSize(ListReader.MAX_ITEMS);
    IntStream.range(0, ListReader.MAX_ITEMS)
        .forEach(i -> hearAll("device/Device " + i + "/commands", list(500)));
    assertThat(Json.bytes(state.lists())).hasSizeLessThan(60_000);
    assertThat(Fields.from(state.lists()).object("extras").get("listsCut")).isEqualTo(true);
  }

  @Test
  void leavesOutWhatHasNoNameToShow() {
    hearAll("macro/list", "[{'id':'m'},{'name':7},{'id':'k','name':'\\u0007'},'Plain',[],null]");
    assertThat(state.macros().all()).extracting(NamedList.Listed::id).containsExactly("Plain");
    assertThat(String.valueOf(extras().get("error"))).contains("5 items without a name");
  }

  @Test
  void forgetsNamesNobodyLists() {
    for (int i = 0; i < 100_000; i++) {
      hearAll("device/Name " + i + "/commands", "[]", "macro/Name " + i + "/trigger", "on");
      hearAll("device/Name " + i + "/commands", "{");
    }
    hearAll("device/list", "[]", "macro/list", "[]");
    assertThat(extras().list("faults")).hasSizeLessThanOrEqualTo(20);
    assertThat(Fields.from(state.lists()).object("extras").list("macros")).isEmpty();
  }

  @Property
  void anythingIsHeard(@ForAll String topic, @ForAll byte[] payload) {
    for (String one : List.of(topic, "device/list", "RGB/effect", "battery_level", "active_app")) {
      Change ignored = state.heard(Topic.read(one), new Bytes(payload));
    }
    assertThat(Json.bytes(state.state())).hasSizeLessThan(60_000);
  }

  private Trigger trigger(String device, String command) {
    return state.devices().trigger(device, command, false);
  }

  private Wishes.Wish wish(String command, Map<String, @Nullable Object> payload) {
    return wishes.of(new Call("rs90:x", command, payload, null, null));
  }

  private Fields extras() {
    return Fields.from(state.state()).object("extras");
  }

  private Change hear(String topic, String payload) {
    return state.heard(Topic.read(topic), Bytes.of(payload.replace('\'', '"')));
  }

  private void hearAll(String... topicsAndPayloads) {
    for (int i = 0; i < topicsAndPayloads.length; i += 2) {
      Change ignored = hear(topicsAndPayloads[i], topicsAndPayloads[i + 1]);
    }
  }

  private static String list(int size) {
    return IntStream.range(0, size)
        .mapToObj("{'id':'%1$d','name':'Device %1$d'}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
