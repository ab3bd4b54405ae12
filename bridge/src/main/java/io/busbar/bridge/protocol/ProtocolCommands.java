package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The 36 commands of the Haptique protocol as translations onto the bus (spec 4.3). What a command
 * takes stands in {@code contracts/protocol/commands.yaml}. Who may do what is decided where it is
 * for REST: the scope here, the rest by the services. Immutable: all event loops share one.
 */
public final class ProtocolCommands {
  private static final Logger log = LoggerFactory.getLogger(ProtocolCommands.class);
  private static final int LONGEST_ECHO = 128;

  private final InstantSource clock;
  private final CommandBook book = CommandBook.load();
  private final Map<String, ProtocolCommand> table;

  /**
   * Reads the contracts.
   *
   * @throws IllegalStateException a command has no contract, or a contract no command
   */
  public ProtocolCommands(HubBus bus, InstantSource clock, String serverVersion) {
    this.clock = clock;
    this.table = table(bus, new ProtocolFacts(bus, book, serverVersion), clock);
    if (!table.keySet().equals(book.commands().keySet())) {
      throw new IllegalStateException("The contracts name other commands than " + table.keySet());
    }
  }

  /** The names of all commands. */
  public Set<String> names() {
    return Set.copyOf(table.keySet());
  }

  /**
   * Performs what was asked as {@code {command, payload, requestId}}. Never fails: a failure is an
   * answer that is not ok. Its codes: INVALID no command, or a payload against its schema, with the
   * path of each fault (VALUE_OUT_OF_RANGE when only ranges are left, TOO_LARGE) · UNKNOWN_COMMAND
   * with the nearest name · SCOPE_MISSING the caller may not use the OS API · whatever the address
   * behind the command fails with.
   */
  public Future<ProtocolAnswer> perform(Map<String, @Nullable Object> message, Principal by) {
    Object requestId = requestId(message);
    String sent = message.get("command") instanceof String text ? text : "";
    String name = CommandNames.canonical(sent);
    String echo = table.containsKey(name) ? name : shortened(sent);
    return attempt(message, name, by)
        .map(data -> ProtocolAnswer.of(echo, requestId, data, clock.instant()))
        .otherwise(
            cause -> ProtocolAnswer.of(echo, requestId, failureOf(name, cause), clock.instant()));
  }

  /** The answer to a request that is not performed at all. */
  public ProtocolAnswer refuse(Map<String, @Nullable Object> message, HubFailure why) {
    String sent = message.get("command") instanceof String text ? text : "";
    return ProtocolAnswer.of(shortened(sent), requestId(message), why, clock.instant());
  }

  private Future<Object> attempt(Map<String, @Nullable Object> message, String name, Principal by) {
    try {
      requireScope(by);
      PayloadSize.require(message);
      ProtocolCommand command = named(message, name);
      Payload payload =
          Objects.requireNonNull(book.commands().get(name)).require(payloadOf(message));
      return command.perform(new Asked(payload, by)).map(data -> data);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private ProtocolCommand named(Map<String, @Nullable Object> message, String name) {
    if (!(message.get("command") instanceof String text) || text.isBlank()) {
      throw HubFailure.invalid(
              "/command: is missing", "Send {\"command\": \"LIST_DEVICES\", \"payload\": {}}.")
          .details(List.of("/command: must be a string"));
    }
    ProtocolCommand command = table.get(name);
    if (command == null) {
      String nearest = CommandNames.nearest(name, table.keySet());
      throw HubFailure.of(FailureCode.UNSUPPORTED, "There is no command of this name.")
          .reason("UNKNOWN_COMMAND")
          .hint(
              nearest == null
                  ? "GET_PROTOCOL_CAPABILITIES lists all commands."
                  : "Did you mean %s?".formatted(nearest));
    }
    return command;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static Map<String, @Nullable Object> payloadOf(Map<String, @Nullable Object> message) {
    Object payload = message.get("payload");
    if (payload == null) {
      return Map.of();
    }
    if (payload instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw HubFailure.invalid("/payload: must be an object", "Leave it out when there is nothing.");
  }

  private static void requireScope(Principal by) {
    if (!by.has(Principal.OS_API_ADMIN)) {
      throw HubFailure.forbidden(
              "This token does not reach the OS API.",
              "Ask an administrator for a role with the scope %s."
                  .formatted(Principal.OS_API_ADMIN))
          .reason("SCOPE_MISSING");
    }
  }

  /** The request's own id, at the top or in the payload; only a text or a number is echoed. */
  private static @Nullable Object requestId(Map<String, @Nullable Object> message) {
    Object top = message.get("requestId");
    Object found =
        top == null && message.get("payload") instanceof Map<?, ?> payload
            ? payload.get("requestId")
            : top;
    return found instanceof Number || (found instanceof String id && id.length() <= 256)
        ? found
        : null;
  }

  private static String shortened(String sent) {
    return sent.length() <= LONGEST_ECHO ? sent : sent.substring(0, LONGEST_ECHO);
  }

  private static HubFailure failureOf(String name, Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return failure;
    }
    log.error("{} failed unexpectedly", name, cause);
    return HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.")
        .hint("Look for this command in the hub's log and report it.");
  }

  static ProtocolCommand in(Map<String, ProtocolCommand> table, String name) {
    return Objects.requireNonNull(table.get(name), name);
  }

  private static Map<String, ProtocolCommand> table(
      HubBus bus, ProtocolFacts facts, InstantSource clock) {
    Map<String, ProtocolCommand> table = new TreeMap<>();
    table.putAll(facts.table());
    table.putAll(new DeviceCommands(bus).table());
    table.putAll(new EntityCommands(bus).table());
    table.putAll(new StateCommands(bus).table());
    table.putAll(new HouseCommands(bus).table());
    table.putAll(new ProgramCommands(bus).table());
    table.putAll(new IntentCommands(bus).table());
    table.putAll(new DriverCommands(bus).table());
    table.put("SYSTEM_SNAPSHOT", new SnapshotCommand(bus, clock, Map.copyOf(table))::perform);
    return table;
  }
}
