package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.SchemaReferences;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.integrations.ProcessesContract.Port;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads manifests and holds them against every rule of spec 7.3. */
public final class ManifestReader {
  /** How large a manifest may be. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_COMMANDS = 500;
  private static final int MAX_EVENTS = 200;
  private static final int MAX_PORTS = 64;
  private static final int MAX_CAPABILITIES = 64;
  private static final int MAX_SCHEMA = 16 * 1024;
  private static final DriverKey STAND_IN_KEY = new DriverKey("FAULTY");
  private static final Version STAND_IN_VERSION = new Version("0.0.0");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final String WORD_HINT = "Use 1 to 64 of a-z, 0-9 and _ with a letter first.";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");
  private static final String KEY_HINT = "Use 1 to 64 of A-Z, a-z, 0-9 and _ . : -";
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,9}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Set<String> SIGNALS =
      Set.of(
          "network", "control", "ir", "rf", "serial", "audio", "video", "hdmi", "relay", "sensor",
          "power");
  private static final Set<String> IOT_CLASSES =
      Set.of("local_push", "local_polling", "cloud_push", "cloud_polling", "assumed_state");
  private static final Set<String> RESERVED =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "TMPDIR",
          "TZ",
          "PORT",
          "HAPTIQUE_DRIVER_ID",
          "HOS_DRIVER_KEY",
          "HOS_INSTANCE_NAME",
          "HOS_DATA_DIR",
          "HOS_LOG_LEVEL",
          "PYTHONPATH",
          "NODE_PATH",
          "LUA_PATH",
          "LUA_CPATH",
          "NODE_OPTIONS",
          "PYTHONSTARTUP",
          "PYTHONHOME",
          "LUA_INIT",
          "JWT_SECRET_KEY");

  private ManifestReader() {}

  /**
   * Reads one manifest.
   *
   * @throws HubFailure INVALID with one detail per fault: JSON path, what is wrong, how to mend it
   */
  public static DriverManifest read(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw HubFailure.invalid(
              "The manifest is larger than %d KiB.".formatted(MAX_BYTES / 1024),
              "Shorten descriptions and schemas.")
          .reason("INVALID_DRIVER");
    }
    Faults faults = new Faults();
    Node root = new Node(Json.readObject(json), "$", faults);
    DriverManifest manifest = manifest(root);
    if (!faults.none()) {
      throw faults.failure(
          "The manifest is not valid.", "Mend each detail; spec 7.3 lists the fields.");
    }
    return manifest;
  }

  /** Reads every part once; harmless values stand in for faulty ones. */
  private static DriverManifest manifest(Node root) {
    DriverType type = driverType(root);
    Map<String, String> envMap = envMap(root);
    List<PropertyDef> properties = PropertyReader.read(root, envMap);
    checkEnvMap(root, envMap, properties);
    Node io = root.child("io");
    Node app = root.child("haptiqueApp");
    String vendor = root.optional("vendor", Node.MAX_LABEL);
    return new DriverManifest(
        driverKey(root),
        type == null ? DriverType.JAVA : type,
        type == null ? null : driverFile(root, type),
        root.required("name", Node.MAX_LABEL),
        version(root),
        vendor == null ? root.optional("author", Node.MAX_LABEL) : vendor,
        root.optional("description", Node.MAX_TEXT),
        iotClass(root),
        root.words("capabilities", MAX_CAPABILITIES, WORD, WORD_HINT),
        properties,
        commands(root),
        root.each("events", MAX_EVENTS, ManifestReader::event),
        io == null ? List.of() : io.each("inputs", MAX_PORTS, ManifestReader::port),
        io == null ? List.of() : io.each("outputs", MAX_PORTS, ManifestReader::port),
        envMap,
        app == null ? null : new Fields(app.fields()),
        autoStart(root));
  }

  private static void checkEnvMap(
      Node root, Map<String, String> envMap, List<PropertyDef> properties) {
    List<String> keys = properties.stream().map(PropertyDef::key).toList();
    for (String property : envMap.keySet()) {
      if (!keys.contains(property)) {
        root.fault("envMap." + property, "names no property", "Add it to properties.");
      }
    }
  }

  private static DriverKey driverKey(Node root) {
    String driverKey = root.optional("driverKey", Node.MAX_LABEL);
    String key = root.optional("key", Node.MAX_LABEL);
    String chosen = driverKey == null ? key : driverKey;
    if (chosen == null) {
      root.fault("driverKey", "is required", "Give driverKey (or key).");
      return STAND_IN_KEY;
    }
    if (driverKey != null && key != null && !driverKey.equalsIgnoreCase(key)) {
      root.fault("key", "differs from driverKey", "Remove one of them.");
    }
    if (!DriverKey.accepts(chosen) || !chosen.equals(chosen.toUpperCase(Locale.ROOT))) {
      root.fault(
          driverKey == null ? "key" : "driverKey",
          "is not a driver key",
          "Use 2 to 64 of A-Z, 0-9 and _.");
      return STAND_IN_KEY;
    }
    return new DriverKey(chosen);
  }

  private static @Nullable DriverType driverType(Node root) {
    String word = root.required("driverType", Node.MAX_LABEL);
    DriverType type = DriverType.of(word).orElse(null);
    if (type == null && !word.isEmpty()) {
      root.fault("driverType", "is not known", "Use python, javascript or lua.");
    }
    return type;
  }

  private static @Nullable String driverFile(Node root, DriverType type) {
    if (type == DriverType.JAVA) {
      return null;
    }
    String file = root.required("driverFile", Node.MAX_LABEL);
    if (file.isEmpty()) {
      return null;
    }
    if (file.contains("/") || file.contains("\\") || file.contains("..") || file.startsWith(".")) {
      root.fault("driverFile", "leaves the folder", "Name a file beside the manifest.");
    } else if (file.chars().anyMatch(Character::isISOControl) || file.startsWith("-")) {
      root.fault("driverFile", "is not a plain file name", "Use letters, digits, _ and -.");
    } else if (!type.fits(file)) {
      root.fault(
          "driverFile",
          "does not fit driverType " + type.word(),
          "It must end in %s.".formatted(String.join(" or ", type.extensions())));
    }
    return file;
  }

  private static Version version(Node root) {
    String version = root.required("version", Node.MAX_LABEL);
    if (Version.accepts(version)) {
      return new Version(version);
    }
    if (!version.isEmpty()) {
      root.fault("version", "is not a semantic version", "Use three numbers, e.g. 1.0.0.");
    }
    return STAND_IN_VERSION;
  }

  private static @Nullable String iotClass(Node root) {
    String iotClass = root.optional("iotClass", Node.MAX_LABEL);
    if (iotClass != null && !IOT_CLASSES.contains(iotClass)) {
      root.fault("iotClass", "is not known", "Use one of %s.".formatted(sorted(IOT_CLASSES)));
    }
    return iotClass;
  }

  private static Map<String, String> envMap(Node root) {
    Node node = root.child("envMap");
    Map<String, String> variables = new LinkedHashMap<>();
    if (node == null) {
      return variables;
    }
    for (String property : node.fields().keySet()) {
      String variable = node.matching(property, VARIABLE, "Use A-Z, 0-9 and _, e.g. HUE_HOST.");
      String upper = variable.toUpperCase(Locale.ROOT);
      if (RESERVED.contains(upper) || upper.startsWith("LD_") || upper.startsWith("DYLD_")) {
        node.fault(property, "names a variable the hub sets itself", "Choose another name.");
      }
      variables.put(property, variable);
    }
    return variables;
  }

  private static List<CommandDef> commands(Node root) {
    List<CommandDef> commands = root.each("commands", MAX_COMMANDS, ManifestReader::command);
    root.distinct("commands", commands.stream().map(CommandDef::key).toList());
    return commands;
  }

  private static CommandDef command(Node item) {
    String key = item.matching("key", KEY, KEY_HINT);
    String label = item.optional("label", Node.MAX_LABEL);
    Node schema = item.child("payloadSchema");
    if (schema != null) {
      checkSchema(item, new Fields(schema.fields()));
    }
    return new CommandDef(
        key,
        label == null ? key : label,
        item.flag("idempotent"),
        schema == null ? null : new Fields(schema.fields()),
        item.optional("description", Node.MAX_TEXT),
        CommandDef.Origin.MANIFEST);
  }

  private static void checkSchema(Node item, Fields schema) {
    if (Json.bytes(schema).length > MAX_SCHEMA) {
      item.fault("payloadSchema", "is larger than 16 KiB", "Shorten it.");
      return;
    }
    SchemaReferences.fault(schema)
        .ifPresent(fault -> item.fault("payloadSchema", fault, "Refer to #/$defs/name."));
  }

  private static DriverManifest.Event event(Node item) {
    String field = item.has("field") ? item.matching("field", FIELD, "Use a dot path.") : null;
    String label = item.optional("label", Node.MAX_LABEL);
    String key = item.matching("key", KEY, KEY_HINT);
    return new DriverManifest.Event(
        key, label == null ? key : label, item.matching("type", WORD, WORD_HINT), field);
  }

  private static Port port(Node item) {
    String signal = item.required("signal", Node.MAX_LABEL);
    if (!signal.isEmpty() && !SIGNALS.contains(signal)) {
      item.fault("signal", "is not known", "Use one of %s.".formatted(sorted(SIGNALS)));
    }
    String key = item.matching("key", KEY, KEY_HINT);
    String label = item.optional("label", Node.MAX_LABEL);
    return new Port(key, label == null ? key : label, signal);
  }

  private static @Nullable InstanceId autoStart(Node root) {
    String id = root.optional("autoStart", Node.MAX_LABEL);
    if (id != null && !InstanceId.accepts(id)) {
      root.fault("autoStart", "is not an instance id", "Use 1 to 128 of a-z, A-Z, 0-9, : _ -");
      return null;
    }
    return id == null ? null : new InstanceId(id);
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }
}
