package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.Alternative;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.language.Pattern;
import io.busbar.verticles.intents.meaning.Planned.Refusal;
import io.busbar.verticles.intents.meaning.Resolver.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads sentences that want something done to devices. */
final class ActReader {
  private static final List<String> VALUES =
      List.of(
          "percent",
          "share",
          "temperature",
          "number",
          "kelvin",
          "color",
          "white",
          "mode",
          "speed",
          "input");

  private final Scene scene;
  private final Planner planner;

  ActReader(Scene scene) {
    this.scene = scene;
    this.planner = scene.planner();
  }

  Reading read(Pattern pattern, Captures captures) {
    Wish wish = wish(pattern, captures);
    Fields slots = slots(wish);
    TargetPhrase phrase = TargetPhrase.of(captures);
    Resolved resolved = scene.resolver(purpose(wish)).resolve(phrase);
    return new Reading(
        intent(pattern.intent(), captures.weight(), wish, slots, resolved),
        !resolved.isEmpty(),
        wish.isRelative());
  }

  private Purpose purpose(Wish wish) {
    return new Purpose(
        device -> planner.offers(device, wish),
        planner.domains(wish),
        planner.preferences(wish),
        planner.isForActive(wish),
        false);
  }

  private ParsedIntent intent(
      String intent, double weight, Wish wish, Fields slots, Resolved resolved) {
    if (resolved.isAmbiguous()) {
      List<Alternative> alternatives =
          resolved.choices().stream().map(device -> alternative(device, wish)).toList();
      return Intents.ambiguous(intent, weight, slots, alternatives, scene.language());
    }
    List<DeviceAction> actions = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    Refusal refusal = null;
    for (KnownDevice device : resolved.devices()) {
      Planned planned = planner.plan(device, wish);
      DeviceAction action = planned.action();
      if (action == null) {
        refusal = worse(refusal, planned.refusal());
        continue;
      }
      actions.add(action);
      targets.add(Target.device(device.id(), device.name()));
    }
    if (actions.isEmpty() || actions.size() > IntentsContract.MAX_ACTIONS) {
      String reason = actions.isEmpty() ? reason(refusal) : Reasons.TOO_MANY;
      List<Target> meant =
          resolved.devices().stream()
              .limit(IntentsContract.MAX_ACTIONS)
              .map(device -> Target.device(device.id(), device.name()))
              .toList();
      return Intents.refused(intent, weight, slots, meant, reason, scene.language());
    }
    return Intents.acting(
        intent, weight, slots, withPlaces(targets, resolved), actions, confirm(actions, resolved));
  }

  private @Nullable String confirm(List<DeviceAction> actions, Resolved resolved) {
    String reason = scene.caution().reason(actions);
    boolean broad = resolved.broad() && actions.size() > 1;
    return reason == null && broad ? Caution.BROAD : reason;
  }

  private static List<Target> withPlaces(List<Target> targets, Resolved resolved) {
    return Stream.concat(
            targets.stream(),
            resolved.places().stream().map(space -> Target.space(space.id(), space.name())))
        .toList();
  }

  private Alternative alternative(KnownDevice device, Wish wish) {
    DeviceAction action = planner.plan(device, wish).action();
    return new Alternative(
        Target.device(device.id(), device.name()), action == null ? List.of() : List.of(action));
  }

  /** The refusal that tells most: a device that could, but not so, before one that cannot. */
  private static @Nullable Refusal worse(@Nullable Refusal one, @Nullable Refusal other) {
    return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
  }

  private static String reason(@Nullable Refusal refusal) {
    return refusal == null ? Reasons.NO_SUCH_TARGET : refusal.name();
  }

  private static Wish wish(Pattern pattern, Captures captures) {
    Optional<Object> said =
        VALUES.stream().map(captures::get).flatMap(Optional::stream).findFirst();
    Object value = said.orElse(pattern.value());
    boolean set = pattern.act().equals(Wish.SET);
    Double by = !set && said.orElse(null) instanceof Number number ? number.doubleValue() : null;
    double steps =
        captures.get("amount").map(amount -> ((Number) amount).doubleValue()).orElse(1.0);
    return new Wish(pattern.act(), pattern.property(), set ? value : null, by, steps);
  }

  private static Fields slots(Wish wish) {
    Fields slots = Fields.EMPTY;
    if (wish.property() != null) {
      slots = slots.with("property", wish.property());
    }
    if (wish.value() != null) {
      slots = slots.with("value", wish.value());
    }
    if (wish.isRelative()) {
      slots = slots.with("change", wish.act());
      slots = wish.by() == null ? slots.with("steps", wish.steps()) : slots.with("by", wish.by());
    }
    return slots;
  }
}
