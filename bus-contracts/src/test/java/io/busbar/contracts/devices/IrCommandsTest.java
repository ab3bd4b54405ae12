package io.busbar.contracts.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IrCommandsTest {
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
  void offersCodesBesideTheCommandsThereAre() {
    CommandDef own = new CommandDef("POWER", "Power", true, null, null, CommandDef.Origin.DRIVER);
    CommandDef old = new CommandDef("gone", "Gone", true, null, null, CommandDef.Origin.IR);

    assertThat(IrCommands.of(PROPERTIES).into(List.of(own, old)).stream().map(CommandDef::key))
        .containsExactly("POWER", "Volume_Up");
    assertThat(IrCommands.of(Fields.EMPTY).into(List.of(own))).containsExactly(own);
  }
}
