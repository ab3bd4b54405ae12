package io.busbar.verticles.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeyFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void makesAKeyOnceForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("keys/secrets.key");
    SecretKey made = SecretKeyFile.readOrMake(file, new Random(1));

    assertThat(made.getEncoded()).hasSize(32);
    assertThat(SecretKeyFile.readOrMake(file, new Random(2)).getEncoded())
        .isEqualTo(made.getEncoded());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws IOException {
    Path file = folder.resolve("secrets.key");
    SecretKey unused = SecretKeyFile.readOrMake(file, new Random(1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> SecretKeyFile.readOrMake(file, new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refusesAFileWithoutAKeyAndLeavesIt() throws IOException {
    Path file = folder.resolve("secrets.key");
    SecretKey unused = SecretKeyFile.readOrMake(file, new Random(1));
    Files.writeString(file, "not a key");

    assertThatThrownBy(() -> SecretKeyFile.readOrMake(file, new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("backup")
        .hasMessageNotContaining("not a key");
    assertThat(file).hasContent("not a key");
  }
}
