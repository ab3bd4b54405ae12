package io.busbar.drivers.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.value.DriverKey;
import io.busbar.drivers.testing.DriverFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverLibraryTest {
  private static final DriverKey HUE = new DriverKey("HUE");

  @TempDir Path bundled;
  @TempDir Path storage;
  @TempDir Path author;
  private DriverLibrary library;
  private DriverInstaller installer;

  @BeforeEach
  void open() {
    library = new DriverLibrary(bundled, storage);
    installer = new DriverInstaller(storage);
  }

  @Test
  void findsBundledDriversAndPrefersANewerInstalledOne() throws IOException {
    DriverFolders.write(bundled, "HUE", "python", "main.py", "pass");
    DriverFolders.write(bundled, "kit", "python", "main.py", "pass");
    assertThat(library.drivers()).hasSize(1).allMatch(DriverFolder::bundled);
    assertThat(install("1.1.0").bundled()).isFalse();
    assertThat(library.find(HUE)).get().matches(driver -> !driver.bundled());
    assertThat(install("0.9.0").bundled()).isFalse();
    assertThat(library.find(HUE).orElseThrow().manifest().version().text()).isEqualTo("1.1.0");
    assertThat(storage.resolve("HUE/0.9.0/main.py")).exists();
  }

  @Test
  void installsWholeOrNotAtAllAndRefusesTheSameVersionTwice() throws IOException {
    DriverFolder installed = install("1.1.0");
    assertThat(installed.implementation()).exists();
    assertThat(installed.path()).endsWith(Path.of("HUE", "1.1.0"));
    assertThatThrownBy(() -> install("1.1.0")).hasMessageContaining("installed already");
    try (var left = Files.list(storage.resolve("HUE"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void refusesFoldersThatAreNoDriver() throws IOException {
    Path folder = author.resolve("HUE");
    assertThat(installer.check(folder)).anyMatch(fault -> fault.contains("Cannot read"));
    DriverFolders.write(author, "HUE", "python", "main.py", "pass");
    assertThat(installer.check(folder)).isEmpty();
    Files.copy(folder.resolve("test.driver.json"), folder.resolve("two.driver.json"));
    assertThat(installer.check(folder)).anyMatch(fault -> fault.contains("found 2"));
    Files.delete(folder.resolve("two.driver.json"));
    Files.delete(folder.resolve("main.py"));
    assertThat(installer.check(folder))
        .anyMatch(fault -> fault.contains("there is no file main.py"));
  }

  @Test
  void refusesLinksThatLeaveTheFolder() throws IOException {
    DriverFolders.write(author, "HUE", "python", "main.py", "pass");
    Path folder = author.resolve("HUE");
    Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
    assertThat(installer.check(folder)).anyMatch(fault -> fault.contains("leaves the folder"));
    Files.delete(folder.resolve("passwd"));
    Files.delete(folder.resolve("main.py"));
    Files.createSymbolicLink(folder.resolve("main.py"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> installer.install(folder)).hasMessageContaining("not valid");
  }

  @Test
  void refusesSignedPackagesAndDriversInJava() throws IOException {
    DriverFolders.write(author, "HUE", "java", "Main.java", "class Main {}");
    assertThat(installer.check(author.resolve("HUE")))
        .anyMatch(it -> it.contains("bundled drivers"));
    DriverFolders.write(author, "HUE", "python", "main.py", "pass");
    Path manifest = author.resolve("HUE/test.driver.json");
    String signed =
        Files.readString(manifest).replaceFirst("\\{", "{\"haptiqueApp\": {\"id\": \"x\"},");
    Files.writeString(manifest, signed);
    assertThat(installer.check(author.resolve("HUE")))
        .anyMatch(it -> it.contains("signed packages"));
  }

  @Test
  void findsEveryDriverThatTheHubShips() {
    assertThat(new DriverLibrary(Path.of(""), storage).drivers())
        .extracting(driver -> driver.manifest().driverKey().value())
        .contains("DEMO_HOUSE", "HOST_SENSORS", "LAN_PRESENCE", "ONE_WIRE", "WLED");
  }

  @Test
  void withholdsADriverOfTheHubButNotOneThatWasInstalled() {
    DriverKey demo = new DriverKey("DEMO_HOUSE");
    assertThat(new DriverLibrary(Path.of(""), storage, Set.of(demo)).find(demo)).isEmpty();
    DriverFolders.write(storage.resolve("DEMO_HOUSE"), "DEMO_HOUSE", "lua", "main.lua", "");
    assertThat(new DriverLibrary(Path.of(""), storage, Set.of(demo)).find(demo))
        .hasValueSatisfying(driver -> assertThat(driver.bundled()).isFalse());
  }

  @Test
  void leavesOutAFaultyFolder() throws IOException {
    DriverFolders.write(bundled, "GOOD", "lua", "main.lua", "");
    Path bad = Files.createDirectories(bundled.resolve("bad"));
    Files.writeString(bad.resolve("bad.driver.json"), "{}");
    assertThat(library.drivers()).hasSize(1);
  }

  private DriverFolder install(String version) throws IOException {
    DriverFolders.write(author, "HUE", "python", "main.py", "pass");
    Files.writeString(
        author.resolve("HUE/test.driver.json"),
        DriverFolders.manifest("HUE", "python", "main.py", version));
    return installer.install(author.resolve("HUE"));
  }
}
