package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.house.HouseTopics.Kind;
import io.busbar.bridge.mqtt.house.SetReader.Terms;
import io.busbar.bridge.mqtt.house.SetReader.Wanted;
import io.busbar.bridge.mqtt.house.ShortForm.Call;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what clients ask for on MQTT and tells them what became of it. One context only. */
final class Desk {
  private static final Logger log = LoggerFactory.getLogger(Desk.class);
  private static final int MOST_OPEN = 512;
  private static final int QOS = 1;

  private final HubBus bus;
  private final HouseTopics topics;
  private final MessageLink link;
  private final HouseCounts counts;
  private int open;

  Desk(HubBus bus, HouseTopics topics, MessageLink link, HouseCounts counts) {
    this.bus = bus;
    this.topics = topics;
    this.link = link;
    this.counts = counts;
  }

  /** Takes a request; what becomes of it is told on its result topic, whatever it is. */
  void take(Request request) {
    counts.countRequest();
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put(request.ask().kind() == Kind.SET ? "deviceId" : "programId", request.ask().id());
    if (open >= MOST_OPEN) {
      answer(request, refused(about, full()));
      return;
    }
    open++;
    outcome(request, about)
        .otherwise(cause -> refused(about, cause))
        .onComplete(
            said -> {
              open--;
              answer(request, said.result());
            });
  }

  private Future<Map<String, @Nullable Object>> outcome(
      Request request, Map<String, @Nullable Object> about) {
    try {
      if (request.retained()) {
        throw HubFailure.invalid(
            "A retained request is not done: it would be done again at each start.",
            "Send it without the retain flag.");
      }
      Fields body = SetReader.read(request.payload());
      note(about, SetReader.terms(body));
      return request.ask().kind() == Kind.SET
          ? set(request, SetReader.wanted(body), about)
          : run(request, body, about);
    } catch (HubFailure refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Future<Map<String, @Nullable Object>> set(
      Request request, Wanted wanted, Map<String, @Nullable Object> about) {
    List<Future<CommandOutcome>> outcomes = new ArrayList<>();
    for (Call call : wanted.calls()) {
      outcomes.add(
          bus.request(
              CommandsContract.EXECUTE, command(request, call, wanted, outcomes.size() + 1)));
    }
    return Future.join(outcomes)
        .map(all -> Results.of(about, outcomes.stream().map(Future::result).toList()));
  }

  private static ExecuteCommand command(Request request, Call call, Wanted wanted, int number) {
    Terms terms = wanted.terms();
    String id = terms.requestId();
    String own = id == null || wanted.calls().size() == 1 ? id : id + ":" + number;
    return new ExecuteCommand(
        new DeviceId(request.ask().id()),
        call.command(),
        call.payload(),
        own == null ? null : new RequestId(own),
        terms.correlationId(),
        terms.waitMs(),
        Source.MQTT,
        request.by());
  }

  private Future<Map<String, @Nullable Object>> run(
      Request request, Fields body, Map<String, @Nullable Object> about) {
    Future<ProgramRun> run =
        bus.request(
            ProgramsContract.RUN,
            new RunProgram(
                request.ask().id(),
                body.object("variables"),
                flag(body, "confirm"),
                flag(body, "evaluateConditions"),
                flag(body, "off"),
                SetReader.terms(body).waitMs(),
                Source.MQTT,
                request.by()));
    return run.map(ended -> Results.of(about, ended));
  }

  private static @Nullable Boolean flag(Fields body, String key) {
    return body.get(key) instanceof Boolean flag ? flag : null;
  }

  private static void note(Map<String, @Nullable Object> about, Terms terms) {
    if (terms.requestId() != null) {
      about.put("requestId", terms.requestId());
    }
    if (terms.correlationId() != null) {
      about.put("correlationId", terms.correlationId());
    }
  }

  private Map<String, @Nullable Object> refused(
      Map<String, @Nullable Object> about, Throwable cause) {
    counts.countRefused();
    if (cause instanceof HubFailure failure) {
      return Results.refused(about, failure);
    }
    log.error("A request over MQTT failed", cause);
    return Results.refused(
        about,
        HubFailure.unavailable("The request could not be done.", "The log of the hub says why."));
  }

  private static HubFailure full() {
    return HubFailure.overloaded(
        "More than %d requests over MQTT are open.".formatted(MOST_OPEN),
        "Wait for some of their results.");
  }

  private void answer(Request request, Map<String, @Nullable Object> said) {
    Bytes payload = new Bytes(Json.bytes(said));
    String usual = topics.result(request.ask());
    send(usual, payload, request.correlation());
    String wanted = request.responseTopic();
    if (wanted != null && !wanted.equals(usual)) {
      send(wanted, payload, request.correlation());
    }
  }

  private void send(String topic, Bytes payload, @Nullable Bytes correlation) {
    Properties properties =
        correlation == null
            ? Properties.NONE
            : Properties.empty().with(Property.CORRELATION, correlation.value());
    link.publish(new Message(topic, payload, QOS, false, properties, Message.NEVER))
        .onFailure(lost -> log.debug("A result was not told: {}", lost.getMessage()));
  }
}
