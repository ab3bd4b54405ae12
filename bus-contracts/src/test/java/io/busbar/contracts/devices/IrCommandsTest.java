package io.busbar.contracts.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IrCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Fields PROPERTIES =
      Fields.of(
              "irCommands",
              Map.of(
                  "Volume_Up",
                  "0000 006D",
                  "power",
                  Map.of("raw", List.of(1, 2), "stateEffects", Map.of("power", true))))
          .with("stateEffects", Map.of("volume up", Map.of("volume", 5)));

  @Test
  void findsNamesHoweverTheyAreWritten() {
    IrCommands codes = IrCommands.of(PROPERTIES);
    for (String name : List.of("volume_up", "VOLUME-UP", "volume up", "VolumeUp")) {
      assertThat(codes.find(name).map(IrCommands.Key::code)).contains("0000 006D");
    }
    assertThat(codes.find("volume_down")).isEmpty();
  }

  @Test
  void knowsWhatIsAssumed() {
    IrCommands codes = IrCommands.of(PROPERTIES);
    assertThat(codes.find("volume_up").map(IrCommands.Key::effects))
        .contains(Fields.of("volume", 5));
    assertThat(codes.find("power").map(IrCommands.Key::effects)).contains(Fields.of("power", true));
  }

  @Test
  void aLearnedCodeTakesThePlaceOfOneOfItsNameHoweverItIsSpelt() {
    Fields learned =
        IrCommands.withLearned(PROPERTIES, "Volume Up", Fields.of("protocol", "NEC"), NOON);

    assertThat(learned.object("irCommands").values().keySet())
        .containsExactlyInAnyOrder("power", "Volume Up");
    assertThat(learned.object("irCommands").object("Volume Up"))
        .isEqualTo(
            Fields.of("protocol", "NEC")
                .with("learnedAt", "2026-11-01T12:00:00Z")
                .with("learnedHere", true));
    assertThat(learned.object("stateEffects")).isEqualTo(PROPERTIES.object("stateEffects"));
  }

  @Test
  void aDriverThatAnnouncesAnewKeepsWhatWasLearnedAndNothingElse() {
    Fields before = IrCommands.withLearned(PROPERTIES, "Mute", Fields.of("protocol", "NEC"), NOON);
    Fields plain = Fields.of("model", "X");

    Fields after = IrCommands.keepLearned(before, plain);
    assertThat(after.get("model")).isEqualTo("X");
    assertThat(after.object("irCommands").values().keySet()).containsExactly("Mute");
    assertThat(IrCommands.keepLearned(PROPERTIES, plain)).isEqualTo(plain);
    Fields own = Fields.of("irCommands", Map.of("mute", "0000 006D"));
    assertThat(IrCommands.keepLearned(before, own)).isEqualTo(own);
  }

  @Test
  void hasRoomForSoManyNamesAndForNoneOfItsDriver() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < IrCommands.MOST_OFFERED; i++) {
      many.put("key" + i, "0000 006D");
    }
    Device full = device(Fields.of("irCommands", many));

    assertThatThrownBy(() -> IrCommands.requireRoom(full, "one_more"))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED));
    assertThatThrownBy(() -> IrCommands.requireRoom(device(Fields.EMPTY), "power"))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo("COMMAND_OF_DRIVER"));
    IrCommands.requireRoom(full, "KEY 7");
    IrCommands.requireRoom(device(Fields.EMPTY), "one_more");
  }

  private static Device device(Fields properties) {
    return new Device(
        new DeviceId("dev_1"),
        new Endpoint(DriverInstance.of("TV", "a"), "tv"),
        "Telly",
        "tv",
        List.of(),
        Fields.EMPTY,
        properties,
        List.of(new CommandDef("power", "Power", true, null, null, CommandDef.Origin.DRIVER)),
        null,
        NOON,
        NOON);
  }

  @Test
  void offersCodesBesideTheCommandsThereAre() {
    CommandDef own = new CommandDef("POWER", "Power", true, null, null, CommandDef.Origin.DRIVER);
    CommandDef old = new CommandDef("gone", "Gone", true, null, null, CommandDef.Origin.IR);

    assertThat(IrCommands.of(PROPERTIES).into(List.of(own, old)).stream().map(CommandDef::key))
        .containsExactly("POWER", "Volume_Up");
    assertThat(IrCommands.of(Fields.EMPTY).into(List.of(own))).containsExactly(own);
  }
}
