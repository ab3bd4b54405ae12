package io.busbar.verticles.intents;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.intents.IntentOutcome;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.IntentsContract.ExecuteIntent;
import io.busbar.contracts.intents.IntentsContract.ParseIntent;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.intents.meaning.Understanding;
import io.busbar.verticles.intents.meaning.Understanding.Knowledge;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Understands sentences, and does what they say. */
public final class IntentsService {
  private final HubBus bus;
  private final HouseWatch house;
  private final Execution execution;

  public IntentsService(HubBus bus, SemanticBook semantics, Knowledge knowledge, Timers timers) {
    this.bus = bus;
    this.house = new HouseWatch(bus, semantics, knowledge, timers);
    this.execution = new Execution(bus);
  }

  /** Something of the house changed. */
  void touch() {
    house.touch();
  }

  void stop() {
    house.stop();
  }

  Future<ParsedIntent> parse(ParseIntent query) {
    requireText(query.text());
    return house
        .current()
        .compose(
            understanding ->
                states()
                    .map(
                        states ->
                            understanding.parse(
                                query.text(), query.spaceId(), query.locale(), states)));
  }

  Future<IntentOutcome> execute(ExecuteIntent command) {
    String text = command.text();
    Future<ParsedIntent> parsed =
        text == null
            ? house.current().map(understanding -> checked(understanding, command))
            : parse(new ParseIntent(text, command.spaceId(), command.locale()));
    return parsed.compose(intent -> execution.execute(intent, command));
  }

  private static ParsedIntent checked(Understanding understanding, ExecuteIntent command) {
    String intent = command.intent();
    if (intent == null || intent.isBlank()) {
      throw HubFailure.invalid(
          "Neither text nor intent.", "Send a sentence, or an intent as it was parsed.");
    }
    return understanding.checked(
        intent,
        Objects.requireNonNullElse(command.slots(), Fields.EMPTY),
        Objects.requireNonNullElse(command.targets(), List.of()),
        Objects.requireNonNullElse(command.actions(), List.of()));
  }

  /** What devices report; nothing when that cannot be read, and then "brighter" does nothing. */
  private Future<Map<DeviceId, Fields>> states() {
    return bus.request(StatesContract.LIVE, Nothing.NOTHING)
        .map(IntentsService::byDevice)
        .otherwise(Map.of());
  }

  private static Map<DeviceId, Fields> byDevice(LiveStates live) {
    Map<DeviceId, Fields> states = new HashMap<>();
    for (DeviceState state : live.states()) {
      states.put(state.deviceId(), state.state());
    }
    return states;
  }

  private static void requireText(String text) {
    if (text.isBlank() || text.length() > IntentsContract.MAX_TEXT) {
      throw HubFailure.invalid(
          "A sentence has 1 to %d characters.".formatted(IntentsContract.MAX_TEXT),
          "Say it in fewer words.");
    }
  }
}
