package io.busbar.bridge.protocol;

import com.fasterxml.jackson.core.type.TypeReference;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.IntentsContract.ExecuteIntent;
import io.busbar.contracts.intents.IntentsContract.ListSemantics;
import io.busbar.contracts.intents.IntentsContract.ParseIntent;
import io.busbar.contracts.intents.IntentsContract.RemoveSemantic;
import io.busbar.contracts.intents.IntentsContract.SaveSemantic;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Sentences, and how people speak of programs. */
final class IntentCommands {
  private static final TypeReference<List<Target>> TARGETS = new TypeReference<>() {};
  private static final TypeReference<List<DeviceAction>> ACTIONS = new TypeReference<>() {};

  private final HubBus bus;

  IntentCommands(HubBus bus) {
    this.bus = bus;
  }

  record Removed(boolean removed) {}

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_PROGRAM_SEMANTICS",
            asked ->
                bus.request(
                    IntentsContract.LIST_SEMANTICS,
                    new ListSemantics(asked.payload().text("programId"))),
        "UPSERT_PROGRAM_SEMANTIC",
            asked ->
                bus.request(IntentsContract.SAVE_SEMANTIC, new SaveSemantic(asked.payload().all())),
        "DELETE_PROGRAM_SEMANTIC", this::remove,
        "INTENT_PARSE", this::parse,
        "INTENT_EXECUTE", this::execute);
  }

  private Future<Removed> remove(Asked asked) {
    return bus.request(
            IntentsContract.REMOVE_SEMANTIC, new RemoveSemantic(asked.payload().need("id")))
        .map(removed -> new Removed(removed.removed()));
  }

  private Future<?> parse(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        IntentsContract.PARSE,
        new ParseIntent(payload.need("text"), payload.text("spaceId"), payload.text("locale")));
  }

  private Future<?> execute(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        IntentsContract.EXECUTE,
        new ExecuteIntent(
            payload.text("text"),
            payload.text("spaceId"),
            payload.text("locale"),
            payload.flag("confirm"),
            payload.text("intent"),
            payload.object("slots"),
            payload.as("targets", TARGETS),
            payload.as("actions", ACTIONS),
            asked.source(),
            asked.by()));
  }
}
