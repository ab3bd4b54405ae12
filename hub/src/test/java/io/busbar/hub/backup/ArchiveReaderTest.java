package io.busbar.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReaderTest {
  private static final Limits SMALL = new Limits(4, 1_000, 10_000, 100_000);

  @TempDir Path folder = Path.of("");

  @Test
  void readsWhatIsSound() throws IOException {
    Path file = sound().write(file());
    BackupContents contents = reader(file).verify();
    assertThat(contents).isEqualTo(sound().contents("1"));
    assertThat(contents.rows()).isEqualTo(2);
    List<String> seen = new ArrayList<>();
    reader(file)
        .replay(
            contents,
            (name, in) ->
                seen.add(name + "=" + new String(in.readNBytes(3), StandardCharsets.UTF_8)));
    assertThat(seen).containsExactly("tables/room.csv=1,H", "files/keys/jwt=sec");
  }

  @Test
  void refusesAFileThatIsCutShortAnywhere() throws IOException {
    Path file = sound().write(file());
    byte[] whole = Files.readAllBytes(file);
    int directory = lastIndexOf(whole, "PK\1\2");
    while (directory > 0 && lastIndexOf(Arrays.copyOf(whole, directory), "PK\1\2") > 0) {
      directory = lastIndexOf(Arrays.copyOf(whole, directory), "PK\1\2");
    }
    for (int length = 0; length < directory; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> reader(file).verify())
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(BackupFault.class)
          .hasMessageMatching(".*(cut short|no backup|damaged).*");
    }
  }

  /** A flipped bit is found, or it is one that no reader of a ZIP looks at. */
  @Test
  void neverTakesADamagedFileForAnotherBackup() throws IOException {
    Path file = sound().write(file());
    byte[] whole = Files.readAllBytes(file);
    BackupContents contents = reader(file).verify();
    Random random = new Random(7);
    int found = 0;
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        assertThat(reader(file).verify()).isEqualTo(contents);
      } catch (BackupFault expected) {
        assertThat(expected.hint()).isNotEmpty();
        found++;
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void refusesWhatIsNoBackup() throws IOException {
    Path text = Files.writeString(file(), "Dear diary");
    assertThatThrownBy(() -> reader(text).verify()).hasMessageContaining("no backup of Busbar");
    assertThatThrownBy(() -> reader(folder.resolve("none.zip")).verify())
        .isInstanceOf(BackupFault.class)
        .hasMessageContaining("cannot be read");
    Path bare = sound().writeBare(file());
    assertThatThrownBy(() -> reader(bare).verify()).hasMessageContaining("cut short");
  }

  @Test
  void refusesEntriesThatWereChangedAddedOrRemoved() throws IOException {
    Path changed = sound().entry("tables/room.csv", "1,Attic\n2,Hall\n").write(file());
    assertThatThrownBy(() -> reader(changed).verify())
        .hasMessageContaining("tables/room.csv")
        .hasMessageContaining("checksum");
    Path added = sound().entry("../../evil\n.sh", "rm").write(file());
    assertThatThrownBy(() -> reader(added).verify())
        .hasMessageContaining("'../../evil?.sh'")
        .hasMessageContaining("not in its list");
    Path removed = sound().without("files/keys/jwt").write(file());
    assertThatThrownBy(() -> reader(removed).verify())
        .hasMessageContaining("files/keys/jwt is missing");
  }

  @Test
  void refusesListedNamesThatLeaveTheirFolder() throws IOException {
    for (String path : List.of("drivers/../../evil", "/etc/passwd", "keys/postgres")) {
      String contents =
          new String(sound().contents("1").toJson(), StandardCharsets.UTF_8)
              .replace("keys/jwt", path);
      Path file = sound().entry("files/" + path, "secret").write(file(), contents);
      assertThatThrownBy(() -> reader(file).verify())
          .isInstanceOf(BackupFault.class)
          .hasMessageContaining("the path of a file is wrong");
    }
  }

  @Test
  void refusesANewerFormatAndNonsense() throws IOException {
    String contents = new String(sound().contents("1").toJson(), StandardCharsets.UTF_8);
    Path newer = sound().write(file(), contents.replace("\"format\" : 1", "\"format\" : 2"));
    assertThatThrownBy(() -> reader(newer).verify())
        .isInstanceOfSatisfying(
            BackupFault.class, fault -> assertThat(fault.hint()).contains("Busbar 1.2.3 or newer"))
        .hasMessageContaining("format 2");
    for (String nonsense :
        List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"format\":1}",
            contents.replace("\"room\"", "\"room; DROP\""),
            contents.replace("\"schemaVersion\" : \"1\"", "\"schemaVersion\" : \"x\""))) {
      Path file = sound().write(file(), nonsense);
      assertThatThrownBy(() -> reader(file).verify())
          .as(nonsense)
          .isInstanceOf(BackupFault.class)
          .hasMessageContaining("makes no sense");
    }
  }

  @Test
  void refusesMoreThanTheLimits() throws IOException {
    Path large = sound().file("drivers/A/1/main.py", "x".repeat(1_001)).write(file());
    assertThatThrownBy(() -> small(large).verify()).hasMessageContaining("larger");
    Path bomb = sound().entry("tables/bomb.csv", "0".repeat(100_001)).write(file());
    assertThatThrownBy(() -> small(bomb).verify()).hasMessageContaining("larger");
    Path talkative = sound().write(file(), " ".repeat(10_001));
    assertThatThrownBy(() -> small(talkative).verify()).hasMessageContaining("larger");
    TestArchive many = sound();
    for (int i = 0; i < 4; i++) {
      many = many.entry("tables/t" + i + ".csv", "");
    }
    Path crowded = many.write(file());
    assertThatThrownBy(() -> small(crowded).verify()).hasMessageContaining("more than 4 entries");
  }

  @Test
  void noticesAFileThatIsReplacedMeanwhile() throws IOException {
    Path file = sound().write(file());
    BackupContents contents = reader(file).verify();
    Path unused = sound().entry("tables/room.csv", "1,Hall\n2,Shed\n").write(file);
    assertThatThrownBy(() -> reader(file).replay(contents, (name, in) -> {}))
        .isInstanceOf(BackupFault.class)
        .hasMessageContaining("not what it was");
    unused = new TestArchive().write(file);
    assertThatThrownBy(() -> reader(file).replay(contents, (name, in) -> {}))
        .hasMessageContaining("not what it was");
  }

  private Path file() {
    return folder.resolve("hub.zip");
  }

  private static TestArchive sound() {
    return new TestArchive()
        .table("room", List.of("id", "name"), "1,Hall\n2,Loft\n")
        .file("keys/jwt", "secret");
  }

  private static ArchiveReader reader(Path file) {
    return new ArchiveReader(file, Limits.DEFAULT);
  }

  private static ArchiveReader small(Path file) {
    return new ArchiveReader(file, SMALL);
  }

  private static int lastIndexOf(byte[] bytes, String word) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(word);
  }
}
