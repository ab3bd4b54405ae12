package io.busbar.drivers.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a driver is written in (spec 7.1). {@link #JAVA} is for drivers shipped with the hub. */
public enum DriverType {
  PYTHON(".py"),
  JAVASCRIPT(".js", ".cjs"),
  LUA(".lua"),
  JAVA;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> extensions;

  DriverType(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** The word of the manifest, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The file name extensions an implementation may have; none when there is no file to run. */
  public List<String> extensions() {
    return extensions;
  }

  boolean fits(String fileName) {
    return extensions.stream().anyMatch(fileName::endsWith);
  }

  static Optional<DriverType> of(String word) {
    return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
