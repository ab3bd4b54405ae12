package io.busbar.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubFilesTest {
  @TempDir Path folder = Path.of("");

  private final List<String> told = new ArrayList<>();

  @Test
  void takesKeysDriversAndWorkAlong() throws IOException {
    put("data/keys/jwt");
    put("data/keys/secrets.key");
    put("storage/LAMP/1.0.0/main.py");
    put("data/instances/LAMP/a1/" + HubFiles.WORK + "/pairing/.token");
    assertThat(find(100))
        .containsExactly(
            "drivers/LAMP/1.0.0/main.py",
            "instances/LAMP/a1/" + HubFiles.WORK + "/pairing/.token",
            "keys/jwt",
            "keys/secrets.key");
    assertThat(told).isEmpty();
  }

  @Test
  void leavesTheRestBehind() throws IOException {
    put("data/keys/postgres");
    put("data/keys/management");
    put("data/hub.lock");
    put("data/postgres/db/PG_VERSION");
    put("data/instances/LAMP/a1/driver.log");
    put("data/instances/LAMP/a1/driver.pid");
    put("data/instances/LAMP/a1/other/x");
    put("storage/LAMP/.incoming-1/main.py");
    put("storage/LAMP/1.0.0/__pycache__/main.pyc");
    assertThat(find(100)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void tellsWhatCannotComeAlong() throws IOException {
    put("storage/LAMP/1.0.0/main.py");
    put("storage/LAMP/1.0.0/a\nb");
    Path link =
        Files.createSymbolicLink(
            folder.resolve("storage/LAMP/1.0.0/link"), folder.resolve("storage"));
    assertThat(find(1)).isEmpty();
    assertThat(told)
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("main.py").contains("too large"))
        .anySatisfy(line -> assertThat(line).contains(link.toString()).contains("no plain file"))
        .anySatisfy(line -> assertThat(line).contains("has a name"));
  }

  @Test
  void findsNothingWhereNothingIs() throws IOException {
    assertThat(find(1)).isEmpty();
  }

  private List<String> find(long fileBytes) throws IOException {
    Folders folders = new Folders(folder.resolve("data"), folder.resolve("storage"));
    Limits limits = new Limits(10, fileBytes, 10, 10);
    return List.copyOf(new HubFiles(folders, limits, told::add).find().keySet());
  }

  private void put(String path) throws IOException {
    Path file = folder.resolve(path);
    Path unused = Files.createDirectories(Objects.requireNonNull(file.getParent()));
    unused = Files.writeString(file, "text");
  }
}
