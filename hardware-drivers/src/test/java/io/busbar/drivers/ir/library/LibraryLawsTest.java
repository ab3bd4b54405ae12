package io.busbar.drivers.ir.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Trains;
import io.busbar.drivers.ir.protocol.Protocols;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every remote in every file. */
final class LibraryLawsTest {
  @Provide
  Arbitrary<PulseTrain> trains() {
    return Trains.any();
  }

  @Property(tries = 300)
  void wordsOfProtocolsComeBackWithTheSameMeaning(
      @ForAll Protocol protocol,
      @ForAll @IntRange(max = 0xFFF_FFFF) int address,
      @ForAll @IntRange(max = 0xFFFF) int command) {
    ProtocolCode code =
        new ProtocolCode(
            protocol, address & protocol.maxAddress(), command & protocol.maxCommand());
    PulseTrain sent = Protocols.encode(code, false);
    assertThat(reread(LibraryFormat.JSON, code)).isEqualTo(code);
    for (LibraryFormat format : List.of(LibraryFormat.FLIPPER, LibraryFormat.SMARTIR)) {
      IrCode read = reread(format, code);
      PulseTrain train =
          read instanceof ProtocolCode spoken ? Protocols.encode(spoken, false) : (PulseTrain) read;
      assertThat(
              Protocols.decode(train.press()).map(heard -> Protocols.encode(heard.code(), false)))
          .as(format.name())
          .contains(sent);
    }
  }

  @Property(tries = 200)
  void pulsesComeBack(@ForAll("trains") PulseTrain train) {
    assertThat(reread(LibraryFormat.JSON, train)).isEqualTo(train);
    List<Integer> press = train.press();
    List<Integer> heard = press.subList(0, press.size() - 1);
    PulseTrain flipper = (PulseTrain) reread(LibraryFormat.FLIPPER, train);
    assertThat(flipper.carrierHz()).isEqualTo(train.carrierHz());
    assertThat(flipper.once()).isEqualTo(press.size() > 1024 ? train.once() : press);
    PulseTrain lirc = (PulseTrain) reread(LibraryFormat.LIRC, train);
    assertThat(lirc.once().subList(0, lirc.once().size() - 1)).isEqualTo(heard);
    assertThat(lirc.carrierHz()).isEqualTo(train.carrierHz());
  }

  @Property(tries = 500)
  void anyFileIsReadOrRefused(@ForAll("almostFiles") String file) {
    try {
      Imported imported = LibraryFormat.read("Upload", file.getBytes(StandardCharsets.UTF_8));
      assertThat(imported.remotes()).isNotEmpty();
    } catch (HubFailure refused) {
      assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
      assertThat(refused.hint()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> almostFiles() {
    Arbitrary<String> lines =
        Arbitraries.of(
                "Filetype: IR signals file",
                "begin remote",
                "name X",
                "name: X",
                "type: raw",
                "data: 1 2 3",
                "begin codes",
                "begin raw_codes",
                "end codes",
                "end remote",
                "KEY_A 0x1",
                "9000 4500 560",
                "bits 99999999999",
                "bits 64",
                "one 0 0",
                "flags RC6|CONST_LENGTH",
                "gap 1",
                "header 560",
                "{\"devices\":",
                "}",
                "type: parsed",
                "protocol: NEC",
                "address: FF FF FF FF",
                "command: 01 00 00 00",
                "frequency: 9")
            .list()
            .ofMaxSize(25)
            .map(chosen -> String.join("\n", chosen));
    return Arbitraries.oneOf(lines, Arbitraries.strings().ofMaxLength(50));
  }

  private static IrCode reread(LibraryFormat format, IrCode code) {
    String file = format.write(new RemoteCodes("Remote", Map.of("key", code)));
    assertThat(LibraryFormat.of(file)).isEqualTo(format);
    Imported imported = LibraryFormat.read("Remote", file.getBytes(StandardCharsets.UTF_8));
    assertThat(imported.faults()).isEmpty();
    assertThat(imported.remotes())
        .singleElement()
        .extracting(RemoteCodes::name)
        .isEqualTo("Remote");
    return Objects.requireNonNull(imported.remotes().get(0).keys().get("key"));
  }
}
