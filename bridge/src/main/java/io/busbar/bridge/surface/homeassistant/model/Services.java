package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.bridge.surface.homeassistant.model.HouseModel.Behind;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Which services there are, and what each means for an entity. */
public final class Services {
  private static final String ANY = "homeassistant";
  private static final String TURN_ON = "turn_on";
  private static final String TRIGGER = "trigger";
  private static final Map<String, Map<String, BiFunction<Target, Fields, List<Step>>>> BY_DOMAIN =
      Map.ofEntries(
          Map.entry(ANY, Meanings.POWER),
          Map.entry(Kinds.LIGHT, Meanings.LIGHT),
          Map.entry(Kinds.SWITCH, Meanings.POWER),
          Map.entry(Kinds.FAN, Meanings.FAN),
          Map.entry(Kinds.MEDIA_PLAYER, MediaMeanings.ALL),
          Map.entry(Kinds.CLIMATE, Meanings.CLIMATE),
          Map.entry(Kinds.COVER, Meanings.COVER),
          Map.entry(Kinds.LOCK, Meanings.LOCK),
          Map.entry(Kinds.REMOTE, Meanings.REMOTE),
          Map.entry(Kinds.AUTOMATION, Map.of(TRIGGER, (target, sent) -> List.of())),
          Map.entry(Kinds.SCENE, Map.of(TURN_ON, (target, sent) -> List.of())));

  private Services() {}

  /** One command with its arguments. */
  record Step(String command, Fields payload) {
    static Step of(String command) {
      return new Step(command, Fields.EMPTY);
    }

    static Step of(String command, String argument, Object value) {
      return new Step(command, Fields.of(argument, value));
    }
  }

  /** What a service is called on. */
  record Target(Set<String> commands, Fields state) {
    boolean can(String command) {
      return commands.contains(command);
    }

    boolean isOn() {
      return Boolean.TRUE.equals(state.get("power"));
    }
  }

  /** The names of all services, by domain. */
  public static Map<String, Set<String>> names() {
    Map<String, Set<String>> names = new TreeMap<>();
    BY_DOMAIN.forEach((domain, services) -> names.put(domain, services.keySet()));
    return names;
  }

  /**
   * @throws HubFailure NOT_FOUND when there is no such service
   */
  public static void require(String domain, String service) {
    if (!BY_DOMAIN.getOrDefault(domain, Map.of()).containsKey(service)) {
      throw HubFailure.of(
              FailureCode.NOT_FOUND, "Service %s.%s not found.".formatted(domain, service))
          .reason("NOT_FOUND")
          .hint("GET /api/services lists them.");
    }
  }

  /**
   * What a service does with one entity; nothing when the entity is of another domain.
   *
   * @throws HubFailure NOT_FOUND no such service · INVALID data that cannot be read · UNSUPPORTED
   *     the device has no command for it, or the service does not start the program
   */
  public static List<Deed> of(
      String domain, String service, EntityState entity, Behind behind, Fields sent) {
    require(domain, service);
    if (!domain.equals(ANY) && !domain.equals(entity.domain())) {
      return List.of();
    }
    if (behind.program() != null) {
      return List.of(run(domain, service, entity, behind.program(), sent));
    }
    if (behind.device() == null) {
      return List.of();
    }
    Set<String> commands =
        Set.copyOf(behind.device().commands().stream().map(each -> each.key()).distinct().toList());
    var meaning = BY_DOMAIN.getOrDefault(domain, Map.of()).get(service);
    Target target = new Target(commands, behind.state());
    List<Step> steps = meaning == null ? List.of() : meaning.apply(target, sent);
    if (steps.isEmpty()) {
      throw unsupported(domain, service, entity, "Its device has no command for it.");
    }
    var id = behind.device().id();
    return steps.stream()
        .<Deed>map(step -> new Deed.Command(id, step.command(), step.payload()))
        .toList();
  }

  /** A program has nothing that could be turned off or over: only what starts it runs it. */
  private static Deed run(
      String domain, String service, EntityState entity, Program program, Fields sent) {
    String own = entity.domain().equals(Kinds.SCENE) ? TURN_ON : TRIGGER;
    if (!service.equals(own)) {
      throw unsupported(
          domain, service, entity, "Use automation.trigger, or scene.turn_on for a scene.");
    }
    return new Deed.Run(program.id(), sent.object("variables"));
  }

  private static HubFailure unsupported(
      String domain, String service, EntityState entity, String hint) {
    return HubFailure.of(
            FailureCode.UNSUPPORTED,
            "%s does not support %s.%s.".formatted(entity.entityId(), domain, service))
        .hint(hint);
  }
}
