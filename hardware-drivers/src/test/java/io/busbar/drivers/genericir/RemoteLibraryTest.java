package io.busbar.drivers.genericir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.library.RemoteCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteLibraryTest {
  private static final IrCode POWER = new ProtocolCode(Protocol.NEC, 4, 8);
  private static final IrCode MUTE =
      new PulseTrain(36_700, List.of(889, 889), List.of(889, 40_000), 2);

  @TempDir Path folder;

  @Test
  void keepsCodesAcrossStarts() throws IOException {
    RemoteLibrary library = RemoteLibrary.open(folder);
    assertThat(library.put("Living room TV", Map.of("Power On", POWER)).keys()).hasSize(1);
    assertThat(library.put("living-room tv", Map.of("mute", MUTE)).keys()).hasSize(2);
    RemoteLibrary again = RemoteLibrary.open(folder);
    assertThat(again.remotes()).isEqualTo(library.remotes());
    assertThat(again.remotes())
        .singleElement()
        .extracting(RemoteCodes::name)
        .isEqualTo("Living room TV");
    assertThat(again.code("LIVING_ROOM_TV", "power_on")).contains(POWER);
    assertThat(again.code("Living room TV", "mute")).contains(MUTE);
    assertThat(again.code("Living room TV", "volume up")).isEmpty();
  }

  @Test
  void replacesAndRemoves() throws IOException {
    RemoteLibrary library = RemoteLibrary.open(folder);
    assertThat(library.put("TV", Map.of("Power On", POWER)).keys()).hasSize(1);
    assertThat(library.put("TV", Map.of("power-on", MUTE)).keys())
        .containsExactly(Map.entry("Power On", MUTE));
    assertThat(library.remove("tv", "POWER ON").orElseThrow().keys()).isEmpty();
    assertThat(library.remove("tv", "power on")).isEmpty();
    assertThat(library.remove("tv")).isPresent();
    assertThat(library.remove("tv")).isEmpty();
    assertThat(RemoteLibrary.open(folder).remotes()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void leavesOutWhatIsSpoilt() throws IOException {
    RemoteLibrary library = RemoteLibrary.open(folder);
    assertThat(library.put("TV", Map.of("power", POWER)).keys()).hasSize(1);
    assertThat(Files.writeString(folder.resolve("broken.json"), "{\"devices\":")).exists();
    assertThat(Files.writeString(folder.resolve("half.new"), "x")).exists();
    assertThat(RemoteLibrary.open(folder).remotes()).hasSize(1);
  }

  @Test
  void refusesNamesThatAreNone() throws IOException {
    RemoteLibrary library = RemoteLibrary.open(folder);
    for (String name : List.of("", " - ", "a\nb", "x".repeat(101))) {
      assertThatThrownBy(() -> assertThat(library.put(name, Map.of("power", POWER))).isNull())
          .isInstanceOf(HubFailure.class);
      assertThatThrownBy(() -> assertThat(library.put("TV", Map.of(name, POWER))).isNull())
          .isInstanceOf(HubFailure.class);
    }
    assertThat(library.put("../../etc/passwd", Map.of("power", POWER)).keys()).hasSize(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }
}
