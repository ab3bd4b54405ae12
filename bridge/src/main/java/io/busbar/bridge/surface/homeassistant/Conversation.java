package io.busbar.bridge.surface.homeassistant;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client that was let in asks and is told. Ids of its messages must increase. */
final class Conversation implements Listener {
  private static final int MOST_SILENT_TICKS = 3;

  private final Context context;
  private final Wire wire;
  private final Principal by;
  private final Facade facade;
  private final ServiceDesk desk;
  private final FacadeSettings settings;
  private final Subscriptions subscriptions;
  private long lastId;
  private int calls;
  private int silentTicks;

  Conversation(
      Context context,
      Wire wire,
      Principal by,
      Facade facade,
      ServiceDesk desk,
      FacadeSettings settings) {
    this.context = context;
    this.wire = wire;
    this.by = by;
    this.facade = facade;
    this.desk = desk;
    this.settings = settings;
    this.subscriptions = new Subscriptions(settings.limits().subscriptions());
  }

  /** A message came in. */
  void heard(Fields message) {
    long id = message.get("id") instanceof Number number ? number.longValue() : 0;
    String type = message.text("type").orElse("");
    if (id < 1 || type.isEmpty()) {
      wire.send(Reply.error(Math.max(0, id), "invalid_format", "Message incorrectly formatted."));
      return;
    }
    if (id <= lastId) {
      wire.send(Reply.error(id, "id_reuse", "Identifier values have to increase."));
      return;
    }
    lastId = id;
    try {
      answer(id, type, message);
    } catch (HubFailure failure) {
      wire.send(Reply.error(id, failure));
    }
  }

  void alive() {
    silentTicks = 0;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public Principal principal() {
    return by;
  }

  @Override
  public void deliver(List<SharedEvent> events) {
    events.forEach(event -> subscriptions.tell(event, wire));
  }

  @Override
  public void tick(Instant now) {
    if (now.isAfter(by.expiresAt())) {
      end("the token has expired");
    } else if (++silentTicks > MOST_SILENT_TICKS) {
      end("no sign of life");
    } else {
      wire.ping("busbar");
    }
  }

  @Override
  public void end(String why) {
    wire.close(CloseCode.SHUTTING_DOWN, why);
  }

  private void answer(long id, String type, Fields message) {
    switch (type) {
      case "ping" -> wire.send(Reply.pong(id));
      case "get_states" -> wire.send(Reply.result(id, facade.house().all()));
      case "get_config" -> wire.send(Reply.result(id, HouseConfig.of(settings.house())));
      case "get_services" -> wire.send(Reply.result(id, HouseConfig.services()));
      case "get_panels" -> wire.send(Reply.result(id, Map.of()));
      case "auth/current_user" -> wire.send(Reply.result(id, user()));
      case "supported_features" -> wire.send(Reply.result(id, null));
      case "subscribe_events" -> subscribe(id, () -> subscriptions.toEvents(id, message));
      case "subscribe_trigger" -> subscribe(id, () -> subscriptions.toTriggers(id, message));
      case "subscribe_entities" -> subscribeEntities(id, message);
      case "unsubscribe_events" -> unsubscribe(id, message);
      case "call_service" -> call(id, message);
      default -> wire.send(Reply.error(id, "unknown_command", "Unknown command."));
    }
  }

  private void subscribe(long id, Runnable step) {
    step.run();
    wire.send(Reply.result(id, null));
  }

  private void subscribeEntities(long id, Fields message) {
    subscribe(id, () -> subscriptions.toEntities(id, message));
    var states =
        facade.house().all().stream().filter(state -> subscriptions.isMeant(id, state)).toList();
    wire.send(Reply.event(id, Json.text(CompressedStates.all(states))));
  }

  private void unsubscribe(long id, Fields message) {
    boolean known =
        message.get("subscription") instanceof Number number
            && subscriptions.end(number.longValue());
    wire.send(
        known ? Reply.result(id, null) : Reply.error(id, "not_found", "Subscription not found."));
  }

  private void call(long id, Fields message) {
    if (calls >= settings.limits().calls()) {
      throw HubFailure.overloaded("Too many calls are open.", "Wait for their results.");
    }
    ServiceCall call =
        ServiceCall.of(
            message.text("domain").orElse(""),
            message.text("service").orElse(""),
            message.object("service_data"),
            message.object("target"),
            Source.SOCKET,
            by);
    calls++;
    desk.call(call)
        .onComplete(done -> calls--)
        .onSuccess(changed -> wire.send(Reply.result(id, called())))
        .onFailure(cause -> wire.send(Reply.error(id, RestAnswer.failureOf(cause))));
  }

  private Map<String, @Nullable Object> called() {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("id", facade.contexts().next());
    context.put("parent_id", null);
    context.put("user_id", by.id().value());
    Map<String, @Nullable Object> result = new HashMap<>();
    result.put("context", context);
    result.put("response", null);
    return result;
  }

  private Map<String, Object> user() {
    return Map.of(
        "id", by.id().value(),
        "name", by.name(),
        "is_owner", false,
        "is_admin", by.has(Principal.OS_API_ADMIN),
        "credentials", List.of(),
        "mfa_modules", List.of());
  }
}
