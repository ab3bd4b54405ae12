package io.busbar.drivers.ir.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.protocol.Protocols;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LibraryFormatTest {
  private static final String FLIPPER =
      """
      Filetype: IR signals file
      Version: 1
      #
      name: Power
      type: parsed
      protocol: NECext
      address: EE 87 00 00
      command: 5D A0 00 00
      #
      name: Mute
      type: raw
      frequency: 36000
      duty_cycle: 0.330000
      data: 889 889 1778
      #
      name: Power
      type: parsed
      protocol: Samsung32
      address: 07 00 00 00
      command: 02 00 00 00
      #
      name: Blue
      type: parsed
      protocol: Pioneer
      address: 0F 00 00 00
      command: 54 00 00 00
      """;

  private static final String LIRC_NEC =
      """
      # television
      begin remote
        name  LG_TV
        bits           16
        flags SPACE_ENC|CONST_LENGTH
        eps            30
        header       9000  4500
        one           560  1690
        zero          560   560
        ptrail        560
        repeat       9000  2250
        pre_data_bits  16
        pre_data       0x20DF
        gap          108000
        toggle_bit      0
            begin codes
                KEY_POWER                0x10EF   # comment
            end codes
      end remote
      """;

  private static final String LIRC_SONY =
      """
      begin remote
        name  SONY
        bits            7
        flags SPACE_ENC|CONST_LENGTH
        header       2400   600
        one          1200   600
        zero          600   600
        post_data_bits  5
        post_data      0x10
        min_repeat      2
        gap          45000
        frequency    40000
        begin codes
          KEY_POWER  0x54
        end codes
      end remote
      """;

  @Test
  void readsFlippersParsedAndRawSignals() {
    Imported imported = read(FLIPPER);
    RemoteCodes remote = imported.remotes().get(0);
    assertThat(remote.name()).isEqualTo("Upload");
    assertThat(remote.keys())
        .containsExactly(
            Map.entry("Power", new ProtocolCode(Protocol.ONKYO, 0x87EE, 0xA05D)),
            Map.entry("Mute", PulseTrain.of(36_000, List.of(889, 889, 1778, 40_000))),
            Map.entry("Power 2", new ProtocolCode(Protocol.SAMSUNG, 7, 2)));
    assertThat(imported.faults())
        .singleElement()
        .asString()
        .startsWith("Line 22: key 'Blue': protocol is 'Pioneer', which this hub does not speak.");
  }

  @Test
  void readsFlippersLongNecAndRca() {
    Map<ProtocolCode, String> codes =
        Map.of(
            new ProtocolCode(Protocol.NEC42, 0x0110, 0x0F),
            "NEC42\naddress: 10 01 00 00\ncommand: 0F 00 00 00",
            new ProtocolCode(Protocol.NEC42_EXT, 0x03FFABCD, 0x1234),
            "NEC42ext\naddress: CD AB FF 03\ncommand: 34 12 00 00",
            new ProtocolCode(Protocol.RCA, 15, 0x2A),
            "RCA\naddress: 0F 00 00 00\ncommand: 54 00 00 00");
    codes.forEach(
        (code, lines) -> {
          String file = LibraryFormat.FLIPPER.write(remote(code));
          assertThat(file).contains("protocol: " + lines);
          assertThat(read(file).remotes().get(0).keys()).containsValue(code);
        });
  }

  @Test
  void putsFlippersKaseikyoTogether() {
    ProtocolCode power = new ProtocolCode(Protocol.PANASONIC, 8, 0x3D);
    String file = LibraryFormat.FLIPPER.write(remote(power));
    assertThat(file).contains("address: 80 02 20 00").contains("command: D0 03 00 00");
    assertThat(read(file).remotes().get(0).keys()).containsValue(power);
  }

  @Test
  void readsEncodedRemotesOfLirc() {
    assertThat(lirc(LIRC_NEC)).isEqualTo(new ProtocolCode(Protocol.NEC, 4, 8));
    assertThat(lirc(LIRC_SONY)).isEqualTo(new ProtocolCode(Protocol.SIRC12, 1, 21));
    assertThat(
            lirc(biphase("RC5", "bits 13\n  plead 889\n  one 889 889\n  zero 889 889", "0x100C")))
        .isEqualTo(new ProtocolCode(Protocol.RC5, 0, 12));
    assertThat(
            lirc(
                biphase(
                    "RC6",
                    "bits 16\n  header 2664 888\n  one 444 444\n  zero 444 444\n"
                        + "  pre_data_bits 5\n  pre_data 0xF\n  rc6_mask 0x10000",
                    "0xFFF3")))
        .isEqualTo(new ProtocolCode(Protocol.RC6, 0, 12));
  }

  @Test
  void keepsLircCodesOfNoKnownProtocolAsPulses() {
    PulseTrain train =
        (PulseTrain)
            lirc(
                """
                begin remote
                  name ODD
                  bits 4
                  flags SPACE_ENC|REVERSE|NO_HEAD_REP
                  header 3000 3000
                  one 500 2000
                  zero 500 1000
                  foot 700 800
                  ptrail 600
                  gap 30000
                  frequency 33000
                  begin codes
                    KEY_POWER 0b01
                    KEY_POWER 0x2
                  end codes
                end remote
                """);
    assertThat(train.carrierHz()).isEqualTo(33_000);
    assertThat(train.once())
        .containsExactly(3000, 3000, 500, 1000, 500, 2000, 500, 1000, 500, 1000, 1300, 30_800);
    assertThat(train.again()).isEqualTo(train.once().subList(2, 12));
  }

  @Test
  void readsRawRemotesOfLircAndGoesOnAfterWhatItCannotRead() {
    Imported imported =
        read(
            """
            begin remote
              name RAW_TV
              flags RAW_CODES
              gap 50000
              begin raw_codes
                name power on
                  9000 4500 560
                  560 560
                name broken
                  9000 45x0
              end raw_codes
            end remote
            begin remote
              name STRANGE
              flags RCMM
              begin codes
                A 0x1
              end codes
            end remote
            begin remote
            """);
    assertThat(imported.remotes()).hasSize(1);
    assertThat(imported.remotes().get(0).keys())
        .containsExactly(
            Map.entry(
                "power on", PulseTrain.of(38_000, List.of(9000, 4500, 560, 560, 560, 50_000))));
    assertThat(imported.faults())
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith("Line 9: key 'broken': Value 2 is '45x0'"),
            fault -> assertThat(fault).startsWith("Line 15: Flag 'RCMM' is not supported."),
            fault -> assertThat(fault).startsWith("Line 20: the file ends before"));
  }

  @Test
  void readsSmartIr() {
    Imported imported =
        read(
            """
            {"manufacturer": "Toyotomi", "supportedModels": ["AKIRA"], "supportedController": "Broadlink",
             "commandsEncoding": "Base64", "minTemperature": 16,
             "commands": {"off": "JgIIAAABEokRAA0F",
                          "cool": {"auto": {"16": "JgIIAAABEokRAA0F", "17": ["9000,4500", "560,1690"]}},
                          "heat": {"auto": "bad"}}}
            """);
    assertThat(imported.remotes().get(0).name()).isEqualTo("Toyotomi");
    assertThat(imported.remotes().get(0).keys().keySet())
        .containsExactly("off", "cool auto 16", "cool auto 17", "cool auto 17 2");
    assertThat(imported.faults())
        .singleElement()
        .asString()
        .startsWith("$.commands.heat.auto: key 'heat auto': The code is");
  }

  @Test
  void readsTheShapeOtherProgramsShare() {
    Imported imported =
        read(
            """
            {"devices": {"Living room TV": {"created_at": "2025-11-01", "commands": {
              "power": {"freq_khz": 38, "duty": 33, "repeat": 2, "raw": [9000, 4500, 560], "learned_at": "x"},
              "radio": {"code": 5393, "bits": 24, "protocol": 1}}},
              "Empty": {}}}
            """);
    assertThat(imported.remotes().get(0).keys())
        .containsEntry(
            "power", new PulseTrain(38_000, List.of(9000, 4500, 560, 40_000), List.of(), 2))
        .containsEntry("radio", new RfCode(5393, 24, 1, 8));
    assertThat(imported.faults()).containsExactly("$.devices.Empty: has no commands.");
  }

  @Test
  void refusesWhatHoldsNothing() {
    assertThat(refused("{\"commands\":{\"a\":\"bad\"}}").details()).hasSize(1);
    assertThat(refused("{\"x\":1}").message()).startsWith("$.commands is missing");
    assertThat(refused("hello").message()).contains("no format this hub knows");
    assertThat(refused("{").message()).startsWith("Malformed JSON");
    assertThat(refused(" ".repeat(LibraryFormat.MAX_BYTES) + "{").message()).contains("2048 KiB");
    String many = "name: k\ntype: x\n".repeat(Intake.MAX_KEYS + 1);
    assertThat(refused("Filetype: IR\n" + many).message()).contains("up to 5000");
    assertThat(refused("Filetype: IR\n" + "name: k\ntype: x\n".repeat(99)).details())
        .hasSize(Imported.MAX_FAULTS)
        .last()
        .isEqualTo("... and 50 more.");
  }

  @Test
  void refusesToWriteRadioWhereThereIsNone() {
    RemoteCodes radio = remote(new RfCode(1, 24, 1, 8));
    for (LibraryFormat format :
        List.of(LibraryFormat.FLIPPER, LibraryFormat.LIRC, LibraryFormat.SMARTIR)) {
      HubFailure refused = catchThrowableOfType(HubFailure.class, () -> use(format.write(radio)));
      assertThat(refused.hint()).contains("Export as JSON");
    }
  }

  private static String biphase(String flag, String description, String code) {
    return "begin remote\n  name P\n  flags %s|CONST_LENGTH\n  frequency 36000\n  gap 113778\n  %s\n"
            .formatted(flag, description)
        + "  begin codes\n    KEY_POWER %s\n  end codes\nend remote\n".formatted(code);
  }

  private static IrCode lirc(String file) {
    Map<String, IrCode> keys = read(file).remotes().get(0).keys();
    assertThat(keys).containsOnlyKeys("KEY_POWER");
    IrCode code = keys.get("KEY_POWER");
    assertThat(code).isNotNull();
    return code == null ? Protocols.encode(new ProtocolCode(Protocol.NEC, 0, 0), false) : code;
  }

  private static RemoteCodes remote(IrCode code) {
    return new RemoteCodes("Remote", Map.of("key", code));
  }

  private static Imported read(String file) {
    return LibraryFormat.read("Upload", file.getBytes(StandardCharsets.UTF_8));
  }

  private static HubFailure refused(String file) {
    return catchThrowableOfType(HubFailure.class, () -> use(read(file)));
  }

  private static void use(Object nothing) {
    assertThat(nothing).isNull();
  }
}
