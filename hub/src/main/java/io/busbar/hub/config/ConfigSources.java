package io.busbar.hub.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings: defaults, then the file, then the environment; the later wins. */
public final class ConfigSources {
  /** Names the configuration file. */
  public static final String CONFIG_VARIABLE = "BUSBAR_CONFIG";

  /** Names the folder Busbar is installed in. */
  public static final String HOME_VARIABLE = "BUSBAR_HOME";

  private static final long MAX_FILE_SIZE = 256 * 1024;
  private static final String PREFIX = "BUSBAR_";
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of(CONFIG_VARIABLE, HOME_VARIABLE, "BUSBAR_JAVA_OPTIONS");
  private static final Map<String, String> RETIRED =
      Map.of("BUSBAR_PORT", "PORT", "BUSBAR_DRIVERS_DIR", "HOS_RUNTIME_STORAGE_DIR");
  private static final String LIST = "`./busbar config` and conf/busbar.yaml list every key.";

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home the folder Busbar is installed in
   */
  public ConfigSources(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /**
   * Reads all sources.
   *
   * @param named the file of {@code --config}; null: {@value #CONFIG_VARIABLE}, or else {@code
   *     conf/busbar.yaml} when there is one
   * @throws ConfigFault an unknown or retired key, or a file that cannot be read
   */
  public Settings read(@Nullable Path named) {
    EnumMap<ConfigKey, Settings.Setting> given = new EnumMap<>(ConfigKey.class);
    Path file = fileOf(named);
    if (file != null) {
      readFile(file, given);
    }
    readEnvironment(given);
    return new Settings(given);
  }

  private @Nullable Path fileOf(@Nullable Path named) {
    if (named != null) {
      return named;
    }
    String variable = environment.getOrDefault(CONFIG_VARIABLE, "");
    if (!variable.isEmpty()) {
      return Path.of(variable);
    }
    Path usual = home.resolve("conf/busbar.yaml");
    return Files.exists(usual) ? usual : null;
  }

  private void readEnvironment(Map<ConfigKey, Settings.Setting> given) {
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !OF_THE_LAUNCHER.contains(name)) {
            refuseUnknown(name, ofEnvironment(name).isPresent(), Stream.of(ConfigKey.values()));
          }
          ofEnvironment(name)
              .ifPresent(key -> given.put(key, new Settings.Setting(value, "environment")));
        });
  }

  private void readFile(Path file, Map<ConfigKey, Settings.Setting> given) {
    List<String> path = new ArrayList<>();
    walk(parse(file), path, file, given);
  }

  private static JsonNode parse(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_SIZE) {
        throw new ConfigFault(
            file + " is larger than " + MAX_FILE_SIZE + " bytes.", "Is it the right file?");
      }
      return new YAMLMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ConfigFault(
          file + " cannot be read: " + line, "Check that it exists and is YAML; " + LIST);
    }
  }

  private void walk(
      JsonNode node, List<String> path, Path file, Map<ConfigKey, Settings.Setting> given) {
    String name = String.join(".", path);
    boolean holdsKeys = path.isEmpty() || isSection(name) || !node.isEmpty();
    if (node.isObject() && holdsKeys && named(name).isEmpty()) {
      node.properties()
          .forEach(
              entry -> {
                path.add(entry.getKey());
                walk(entry.getValue(), path, file, given);
                path.remove(path.size() - 1);
              });
      return;
    }
    if (path.isEmpty() || isSection(name)) {
      if (node.isNull() || node instanceof MissingNode) {
        return;
      }
      throw new ConfigFault(
          "'%s' in %s must hold keys, not one value.".formatted(name, file), LIST);
    }
    refuseUnknown(name, named(name).isPresent(), Stream.of(ConfigKey.values()));
    named(name)
        .filter(key -> !node.isNull())
        .ifPresent(key -> given.put(key, new Settings.Setting(textOf(node, key), file.toString())));
  }

  private static Optional<ConfigKey> named(String name) {
    return Stream.of(ConfigKey.values()).filter(each -> each.key().equals(name)).findFirst();
  }

  private static Optional<ConfigKey> ofEnvironment(String name) {
    return Stream.of(ConfigKey.values()).filter(each -> each.env().equals(name)).findFirst();
  }

  private static boolean isSection(String name) {
    return Stream.of(ConfigKey.values()).anyMatch(key -> key.key().startsWith(name + "."));
  }

  private static String textOf(JsonNode node, ConfigKey key) {
    if (node.isArray()) {
      List<String> each = new ArrayList<>();
      node.forEach(item -> each.add(item.asText()));
      return String.join(",", each);
    }
    if (node.isObject()) {
      throw ConfigFault.of(key, "must be one value", LIST);
    }
    return node.asText();
  }

  private static void refuseUnknown(String name, boolean known, Stream<ConfigKey> keys) {
    if (known) {
      return;
    }
    String successor = RETIRED.get(name);
    if (successor != null) {
      throw new ConfigFault(
          name + " is no longer a setting.", "Use " + successor + " instead; " + LIST);
    }
    boolean variable = name.startsWith(PREFIX);
    String nearest = Nearest.to(name, keys.map(key -> variable ? key.env() : key.key()).toList());
    throw new ConfigFault(
        name + " is not a setting of Busbar.", "Did you mean " + nearest + "? " + LIST);
  }
}
