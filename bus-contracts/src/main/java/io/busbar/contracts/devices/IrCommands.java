package io.busbar.contracts.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The infrared codes a device brings in {@code properties.irCommands}, for what its own driver has
 * no command (spec 8.4). Names are found whatever their case, spaces, underscores and hyphens.
 */
public final class IrCommands {
  /** How many codes of a device are offered as its commands, and how many it may have learned. */
  public static final int MOST_OFFERED = 200;

  private static final String CODES = "irCommands";
  private static final String EFFECTS = "stateEffects";
  private static final String LEARNED_HERE = "learnedHere";

  private final Fields codes;
  private final Fields effects;

  private IrCommands(Fields codes, Fields effects) {
    this.codes = codes;
    this.effects = effects;
  }

  /**
   * One code.
   *
   * @param code in any form the hub reads
   * @param effects what is assumed of the device's state once it was sent
   */
  public record Key(String name, Object code, Fields effects) {}

  /** Those of a device with these properties. */
  public static IrCommands of(Fields properties) {
    return new IrCommands(properties.object(CODES), properties.object(EFFECTS));
  }

  /** The code that a command is sent with; empty when the device's driver knows the command. */
  public static Optional<Key> insteadOf(Device device, String command) {
    return isOwn(device, command) ? Optional.empty() : of(device.properties()).find(command);
  }

  /**
   * Checks that a code of this name may be learned for a device.
   *
   * @throws HubFailure CONFLICT its driver has that command, and the code would never be sent;
   *     OVERLOADED it has as many codes as it may
   */
  public static void requireRoom(Device device, String command) {
    if (isOwn(device, command)) {
      throw HubFailure.conflict(
          "COMMAND_OF_DRIVER",
          "The device's driver has the command '%s' itself.".formatted(command),
          "Learn the key under another name.");
    }
    IrCommands known = of(device.properties());
    if (known.codes.values().size() >= MOST_OFFERED && known.find(command).isEmpty()) {
      throw HubFailure.overloaded(
          "The device has %d codes, as many as it may have.".formatted(MOST_OFFERED),
          "Learn the key under a name it has.");
    }
  }

  /** Properties with a learned code, in the place of one of that name however it is spelt. */
  public static Fields withLearned(Fields properties, String command, Fields code, Instant at) {
    Fields codes = properties.object(CODES);
    for (String name : List.copyOf(codes.values().keySet())) {
      codes = plain(name).equals(plain(command)) ? codes.without(name) : codes;
    }
    Fields marked = code.with("learnedAt", at.toString()).with(LEARNED_HERE, true);
    return properties.with(CODES, codes.with(command, marked.values()).values());
  }

  /** What a driver announces of a device, with the codes learned for it, which no driver knows. */
  public static Fields keepLearned(Fields before, Fields announced) {
    IrCommands brought = of(announced);
    Fields codes = brought.codes;
    for (Map.Entry<String, @Nullable Object> entry : of(before).codes.values().entrySet()) {
      boolean learned = Fields.from(entry.getValue()).has(LEARNED_HERE);
      if (learned && brought.find(entry.getKey()).isEmpty()) {
        codes = codes.with(entry.getKey(), entry.getValue());
      }
    }
    return codes.equals(brought.codes) ? announced : announced.with(CODES, codes.values());
  }

  /** The code of a command. */
  public Optional<Key> find(String command) {
    String wanted = plain(command);
    for (Map.Entry<String, @Nullable Object> entry : codes.values().entrySet()) {
      Object code = entry.getValue();
      if (code != null && plain(entry.getKey()).equals(wanted)) {
        return Optional.of(new Key(entry.getKey(), code, effects(entry.getKey(), code)));
      }
    }
    return Optional.empty();
  }

  /** The commands of a device together with those it has only codes for. */
  public List<CommandDef> into(List<CommandDef> commands) {
    List<CommandDef> all = new ArrayList<>(commands);
    all.removeIf(each -> each.source() == CommandDef.Origin.IR);
    List<String> known = new ArrayList<>(all.stream().map(each -> plain(each.key())).toList());
    codes.values().keySet().stream()
        .limit(MOST_OFFERED)
        .filter(name -> !name.isBlank() && !known.contains(plain(name)))
        .forEach(
            name -> {
              known.add(plain(name));
              all.add(new CommandDef(name, name, false, null, null, CommandDef.Origin.IR));
            });
    return List.copyOf(all);
  }

  private Fields effects(String name, Object code) {
    Fields own = Fields.from(code).object(EFFECTS);
    if (!own.isEmpty()) {
      return own;
    }
    String wanted = plain(name);
    return effects.values().keySet().stream()
        .filter(key -> plain(key).equals(wanted))
        .findFirst()
        .map(effects::object)
        .orElse(Fields.EMPTY);
  }

  private static boolean isOwn(Device device, String command) {
    return device.commands().stream().anyMatch(each -> isOwn(each, command));
  }

  private static boolean isOwn(CommandDef definition, String command) {
    boolean driver =
        definition.source() == CommandDef.Origin.DRIVER
            || definition.source() == CommandDef.Origin.MANIFEST;
    return driver && definition.key().equals(command);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
  }
}
