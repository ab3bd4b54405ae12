package io.busbar.bridge.surface.homeassistant.model;

import static io.busbar.bridge.surface.homeassistant.model.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private static final Fields DARK = Fields.of("power", false);
  private static final Fields LIT = Fields.of("power", true);

  private final HouseModel house =
      new HouseModel(new ContextIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(1)));

  @Test
  void turnsADarkLightOnBeforeItDims() {
    put("light", DARK, "turn_on", "set_brightness", "set_color");

    assertThat(does("light", "turn_on", Fields.of("brightness", 102).with("rgb_color", rgb())))
        .containsExactly(
            command("turn_on", Fields.EMPTY),
            command("set_color", Fields.of("color", "#FF8000")),
            command("set_brightness", Fields.of("brightness", 40L)));
  }

  @Test
  void onlyDimsALightThatIsOn() {
    put("light", LIT, "turn_on", "set_brightness");

    assertThat(does("light", "turn_on", Fields.of("brightness_pct", 10)))
        .containsExactly(command("set_brightness", Fields.of("brightness", 10L)));
    assertThat(does("light", "turn_on", Fields.EMPTY))
        .containsExactly(command("turn_on", Fields.EMPTY));
  }

  @Test
  void togglesByStateWhereTheDeviceCannot() {
    put("switch", LIT, "turn_on", "turn_off");

    assertThat(does("switch", "toggle", Fields.EMPTY))
        .containsExactly(command("turn_off", Fields.EMPTY));
    assertThat(does("homeassistant", "toggle", Fields.EMPTY))
        .containsExactly(command("turn_off", Fields.EMPTY));
  }

  @Test
  void playsMedia() {
    put("tv", LIT.with("playback", "playing"), "play", "pause", "set_volume", "mute", "unmute");

    assertThat(does("media_player", "media_play_pause", Fields.EMPTY))
        .containsExactly(command("pause", Fields.EMPTY));
    assertThat(does("media_player", "volume_set", Fields.of("volume_level", 0.35)))
        .containsExactly(command("set_volume", Fields.of("volume", 35L)));
    assertThat(does("media_player", "volume_mute", Fields.of("is_volume_muted", false)))
        .containsExactly(command("unmute", Fields.EMPTY));
  }

  @Test
  void sendsCommandsOfARemoteByName() {
    put("ir_device", LIT, "up", "ok");
    Fields sent = Fields.of("command", List.of("up", "ok")).with("num_repeats", 2);

    assertThat(does("remote", "send_command", sent)).hasSize(4);
    assertThat(refusal("remote", "send_command", Fields.of("command", "down")).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void doesNothingWithEntitiesOfAnotherDomain() {
    put("light", LIT, "turn_on");

    assertThat(does("switch", "turn_on", Fields.EMPTY)).isEmpty();
  }

  @Test
  void saysWhatItCannotDo() {
    put("light", LIT, "turn_on");

    assertThat(refusal("light", "explode", Fields.EMPTY).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refusal("light", "turn_off", Fields.EMPTY).code())
        .isEqualTo(FailureCode.UNSUPPORTED);
    assertThat(refusal("light", "turn_on", Fields.of("brightness", 300)).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void runsAProgramOnlyWithWhatStartsIt() {
    house.put(Things.program("gate", Program.Type.SCENE), NOON);
    List<Deed> run = List.of(new Deed.Run("gate", Fields.EMPTY));

    assertThat(does("automation", "trigger", "automation.gate")).isEqualTo(run);
    assertThat(does("scene", "turn_on", "scene.gate")).isEqualTo(run);
    assertThat(does("homeassistant", "turn_on", "scene.gate")).isEqualTo(run);
    for (String entity : List.of("automation.gate", "scene.gate")) {
      assertThat(refusal("homeassistant", "turn_off", entity)).isEqualTo(FailureCode.UNSUPPORTED);
      assertThat(refusal("homeassistant", "toggle", entity)).isEqualTo(FailureCode.UNSUPPORTED);
    }
    assertThat(refusal("homeassistant", "turn_on", "automation.gate"))
        .isEqualTo(FailureCode.UNSUPPORTED);
  }

  private static List<Integer> rgb() {
    return List.of(255, 128, 0);
  }

  private void put(String type, Fields state, String... commands) {
    house.put(Things.device("a", type, state, commands), NOON);
  }

  private List<Deed> does(String domain, String service, Fields sent) {
    return does(domain, service, house.all().get(0).entityId(), sent);
  }

  private List<Deed> does(String domain, String service, String entityId) {
    return does(domain, service, entityId, Fields.EMPTY);
  }

  private List<Deed> does(String domain, String service, String entityId, Fields sent) {
    EntityState entity = house.find(entityId).orElseThrow();
    HouseModel.Behind behind = house.behind(entityId).orElseThrow();
    return Services.of(domain, service, entity, behind, sent);
  }

  private FailureCode refusal(String domain, String service, String entityId) {
    return refusal(() -> does(domain, service, entityId)).code();
  }

  private HubFailure refusal(String domain, String service, Fields sent) {
    return refusal(() -> does(domain, service, sent));
  }

  private static HubFailure refusal(ThrowingCallable call) {
    HubFailure[] caught = new HubFailure[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HubFailure.class, failure -> caught[0] = failure);
    return caught[0];
  }

  private static Deed command(String command, Fields payload) {
    return new Deed.Command(new DeviceId("a"), command, payload);
  }
}
