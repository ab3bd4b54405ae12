package io.busbar.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys/jwt",
        "keys/secrets.key",
        "drivers/MY_LAMP/1.0.0/main.py",
        "instances/MY_LAMP/a1/" + HubFiles.WORK + "/.pairing",
        "drivers/Lämpchen/1/a b.lua"
      })
  void acceptsFilesOfAHub(String path) {
    assertThat(EntryNames.isFile(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keys",
        "keys/",
        "keys/postgres",
        "keys/management",
        "keys/jwt/x",
        "/keys/jwt",
        "drivers",
        "drivers/",
        "drivers/../keys/jwt",
        "drivers/./a",
        "drivers//a",
        "drivers/a\\..\\b",
        "drivers/a\0b",
        "drivers/a\nb",
        "../drivers/a",
        "/etc/passwd",
        "postgres/db/pg_hba.conf",
        "hub.lock"
      })
  void refusesEverythingElse(String path) {
    assertThat(EntryNames.isFile(path)).isFalse();
  }

  @Test
  void refusesNamesThatAreTooLongOrTooDeep() {
    assertThat(EntryNames.isFile("drivers/" + "a".repeat(255))).isTrue();
    assertThat(EntryNames.isFile("drivers/" + "a".repeat(256))).isFalse();
    assertThat(EntryNames.isFile("drivers/" + "a/".repeat(38) + "a")).isTrue();
    assertThat(EntryNames.isFile("drivers/" + "a/".repeat(39) + "a")).isFalse();
    assertThat(EntryNames.isFile("drivers" + ("/" + "a".repeat(250)).repeat(5))).isFalse();
  }

  @Test
  void takesNamesOfMigrationsForTablesOnly() {
    assertThat(EntryNames.isIdentifier("device_states")).isTrue();
    assertThat(EntryNames.isIdentifier("x\" CASCADE; --")).isFalse();
    assertThat(EntryNames.isIdentifier("../x")).isFalse();
    assertThat(EntryNames.isIdentifier("")).isFalse();
  }
}
