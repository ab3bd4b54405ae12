package io.busbar.drivers.process.launch;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.manifest.DriverType;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The interpreters of this machine, looked up on PATH each time: one may be installed later. */
public final class Runtimes {
  private final String path;
  private final String pythonBinary;

  public Runtimes(Map<String, String> environment, String pythonBinary) {
    this.path = environment.getOrDefault("PATH", "");
    this.pythonBinary = pythonBinary;
  }

  /**
   * The interpreter of a language.
   *
   * @throws HubFailure INVALID when there is none, with what to install
   */
  public Path interpreter(DriverType type) {
    return names(type).stream()
        .flatMap(name -> find(name).stream())
        .findFirst()
        .orElseThrow(() -> missing(type));
  }

  /** A program on PATH, or by its path. */
  Optional<Path> find(String name) {
    if (name.contains(File.separator)) {
      return Optional.of(Path.of(name)).filter(Runtimes::isProgram).map(Path::toAbsolutePath);
    }
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> folder.startsWith(File.separator))
        .map(folder -> Path.of(folder, name))
        .filter(Runtimes::isProgram)
        .findFirst();
  }

  private List<String> names(DriverType type) {
    return switch (type) {
      case PYTHON -> pythonBinary.isBlank() ? List.of("python3", "python") : List.of(pythonBinary);
      case JAVASCRIPT -> List.of("node", "nodejs");
      case LUA -> List.of("lua5.4", "lua", "luajit");
      case JAVA -> List.of();
    };
  }

  private HubFailure missing(DriverType type) {
    boolean configured = type == DriverType.PYTHON && !pythonBinary.isBlank();
    String what =
        switch (type) {
          case PYTHON -> "python3";
          case JAVASCRIPT -> "node";
          case LUA -> "lua5.4";
          case JAVA -> "java";
        };
    return configured
        ? HubFailure.invalid(
            "There is no program %s.".formatted(pythonBinary),
            "Mend or remove HAPTIQUE_PYTHON_BIN.")
        : HubFailure.invalid(
            "There is no interpreter for %s drivers on this machine.".formatted(type.word()),
            "Install %s so that it is on the hub's PATH.".formatted(what));
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
