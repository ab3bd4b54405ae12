package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.intents.ProgramSemantic.Safety;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.house.KnownHouse;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person must confirm before it is done (spec 9.6). */
public final class Caution {
  /** Something that makes the house less secure. */
  public static final String SECURITY = "SECURITY";

  /** A whole floor, the whole house, or many devices. */
  public static final String BROAD = "BROAD";

  /** Something is deleted. */
  public static final String DELETES = "DELETES";

  /** An automation is made. */
  public static final String SCHEDULES = "SCHEDULES";

  /** The program, or a semantic of it, asks for it. */
  public static final String PROGRAM_CONFIRMS = "PROGRAM_CONFIRMS";

  private static final int MAX_DEPTH = 16;

  private final ActTable table;
  private final KnownHouse house;

  Caution(ActTable table, KnownHouse house) {
    this.table = table;
    this.house = house;
  }

  /** Why these actions must be confirmed; null when they need not be. */
  @Nullable String reason(List<DeviceAction> actions) {
    Set<KnownDevice> devices = new LinkedHashSet<>();
    for (DeviceAction action : actions) {
      KnownDevice device = house.device(action.deviceId());
      if (device != null && table.isRisky(device, action.command())) {
        return SECURITY;
      }
      if (device != null) {
        devices.add(device);
      }
    }
    return devices.size() > table.maxUnconfirmed() || covers(actions, devices) ? BROAD : null;
  }

  /** Whether all that a floor or the house has of something is acted on, in several rooms. */
  private boolean covers(List<DeviceAction> actions, Set<KnownDevice> devices) {
    if (devices.size() < 2 || KnownHouse.rooms(devices) < 2) {
      return false;
    }
    for (String command : new LinkedHashSet<>(actions.stream().map(a -> a.command()).toList())) {
      Set<KnownDevice> acted = new LinkedHashSet<>();
      actions.stream()
          .filter(action -> action.command().equals(command))
          .map(action -> house.device(action.deviceId()))
          .filter(Objects::nonNull)
          .forEach(acted::add);
      boolean floor = house.floors().stream().anyMatch(inside -> isWhole(command, acted, inside));
      if (floor || isWhole(command, acted, new LinkedHashSet<>(house.devices()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(String command, Set<KnownDevice> acted, Set<KnownDevice> inside) {
    Set<String> domains =
        new LinkedHashSet<>(
            acted.stream().filter(inside::contains).map(KnownDevice::domain).toList());
    List<KnownDevice> alike =
        inside.stream()
            .filter(device -> domains.contains(device.domain()))
            .filter(device -> device.command(command).isPresent())
            .toList();
    return alike.size() > 1 && KnownHouse.rooms(alike) > 1 && acted.containsAll(alike);
  }

  /** How safe it is to run a program, or to undo it, because of a sentence. */
  Safety safety(Program program) {
    boolean risky = program.confirm() || isRisky(program, 0);
    Safety safety = risky ? Safety.CONFIRM : Safety.NORMAL;
    for (ProgramSemantic semantic : house.semanticsOf(program.id())) {
      safety = semantic.safety().compareTo(safety) > 0 ? semantic.safety() : safety;
    }
    return safety;
  }

  private boolean isRisky(Program program, int depth) {
    return isRisky(program.actions(), depth) || isRisky(program.off().list("actions"), depth);
  }

  /** Whether an action, or one inside it, makes something less secure; too deep is risky, too. */
  private boolean isRisky(@Nullable Object part, int depth) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    if (part instanceof Collection<?> parts) {
      return parts.stream().anyMatch(one -> isRisky(one, depth + 1));
    }
    Fields action = part instanceof Fields fields ? fields : Fields.from(part);
    return commandIsRisky(action)
        || programIsRisky(action, depth)
        || action.values().values().stream()
            .filter(value -> value instanceof Collection<?>)
            .anyMatch(value -> isRisky(value, depth + 1));
  }

  private boolean commandIsRisky(Fields action) {
    String id = action.text("deviceId").orElse("");
    KnownDevice device = id.isEmpty() ? null : house.device(new DeviceId(id));
    return device != null && table.isRisky(device, action.text("command").orElse(""));
  }

  private boolean programIsRisky(Fields action, int depth) {
    Program program = house.program(action.text("programId").orElse(""));
    return program != null && isRisky(program, depth + 1);
  }
}
