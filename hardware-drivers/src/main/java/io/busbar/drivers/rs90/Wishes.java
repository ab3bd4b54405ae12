package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.Json;
import io.busbar.drivers.rs90.NamedList.Listed;
import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.Map;

/** Turns commands into what remotes are told on their topics (spec 8.1). */
record Wishes(RemoteState state, Rs90Settings settings) {
  private static final int MAX_SECONDS = 10;

  /**
   * A message to the remote.
   *
   * @param topic below that of the remote
   */
  record Wish(String topic, String payload, boolean retained) {}

  /**
   * What to tell the remote for a command.
   *
   * @throws Failure when it makes no sense, or there is no such command
   */
  Wish of(Call call) {
    return switch (call.command()) {
      case "send_command" -> trigger(call);
      case "macro_on" -> macro(call, "on");
      case "macro_off" -> macro(call, "off");
      case "ring_on" ->
          once("ledlight/on", String.valueOf(call.integer("seconds", 1, MAX_SECONDS)));
      case "ring_effect" -> effect(RingEffect.of(call));
      case "ring_off" ->
          settings.plainOff()
              ? once("ledlight/off", "0")
              : effect(Map.of("effect", RingEffect.OFF));
      case "open_app" -> openApp(call);
      default -> throw new Failure("remotes have no command '%s'".formatted(call.command()));
    };
  }

  private Wish trigger(Call call) {
    Devices.Trigger trigger =
        state.devices().trigger(text(call, "device"), text(call, "command"), settings.byId());
    return once(Topic.device(carried(trigger.device())), trigger.payload());
  }

  private Wish macro(Call call, String onOrOff) {
    Listed macro = state.macros().find("macro", text(call, "macro"));
    return new Wish(Topic.macro(carried(macro.name())), onOrOff, settings.retainMacros());
  }

  /** Older firmware lists no apps: then the name is passed on. */
  private Wish openApp(Call call) {
    String app = text(call, "app");
    boolean listed = !state.apps().all().isEmpty();
    return once(Topic.openApp(listed ? state.apps().find("app", app).id() : app), "");
  }

  private static Wish effect(Map<String, Object> effect) {
    return once("RGB/effect/set", Json.text(effect));
  }

  private static Wish once(String topic, String payload) {
    return new Wish(topic, payload, false);
  }

  private static String text(Call call, String name) {
    String text = call.text(name);
    if (!ListReader.isFit(text)) {
      throw new Failure("'%s' must be 1 to %d characters".formatted(name, ListReader.MAX_TEXT));
    }
    return text;
  }

  private static String carried(String name) {
    if (!Topic.canCarry(name)) {
      throw new Failure(
          "MQTT has no topics with + or # in them: rename '%s' on the remote".formatted(name));
    }
    return name;
  }
}
