package io.busbar.verticles.programs.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does what a single action says. Knows nothing of order. */
final class Deeds {
  private static final int LONGEST_WAIT_MS = 30_000;
  private static final int SHOWN_OF_ANSWER = 2_000;
  private static final int FIRST_REFUSAL = 300;
  private static final String SEND_CODE = "send_code";
  private static final Duration CODE_SENT_WITHIN = Duration.ofSeconds(10);

  private final Outside outside;
  private final Children children;
  private final Homecoming homecoming;
  private final Timers timers;
  private final InstantSource clock;

  /** Runs a program as a step of another run. */
  @FunctionalInterface
  interface Children {
    /** Succeeds with the run when it has ended; fails when it was not started. */
    Future<Run> run(Run parent, Action.RunProgram action);
  }

  Deeds(
      Outside outside,
      Children children,
      Homecoming homecoming,
      Timers timers,
      InstantSource clock) {
    this.outside = outside;
    this.children = children;
    this.homecoming = homecoming;
    this.timers = timers;
    this.clock = clock;
  }

  /** The name of an action's kind (spec 9.5). */
  static String type(Action action) {
    if (action instanceof Action.RunProgram) {
      return "program";
    }
    if (action instanceof Action.RemoteSource) {
      return "remote_source";
    }
    if (action instanceof Action.Infrared) {
      return "ir";
    }
    return action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Succeeds with what came of it, which may be a failure. */
  Future<Done> perform(Run run, Action action) {
    if (action instanceof Action.Device device) {
      return command(run, device);
    }
    if (action instanceof Action.Infrared code) {
      return command(run, sending(code));
    }
    if (action instanceof Action.Delay delay) {
      return delay(run, delay);
    }
    if (action instanceof Action.RunProgram program) {
      return children.run(run, program).map(Deeds::outcome);
    }
    if (action instanceof Action.Http http) {
      return outside.call(call(http)).map(Deeds::outcome);
    }
    return send(run, action);
  }

  private Future<Done> send(Run run, Action action) {
    if (action instanceof Action.Mqtt message) {
      return outside.publish(message).map(Done.completed(Fields.of("topic", message.topic())));
    }
    if (action instanceof Action.RemoteSource source) {
      return outside
          .activate(
              new ActivateSource(
                  source.spaceId(), source.sourceId(), null, source(run), run.start().by()))
          .map(done -> Done.completed(Fields.of("sourceId", done.sourceId())));
    }
    if (action instanceof Action.Notify note) {
      outside.tell(
          new Notified(
              note.title(), note.text(), run.programId(), run.id(), source(run), clock.instant()));
      return Future.succeededFuture(Done.completed(Fields.EMPTY));
    }
    return Future.failedFuture(
        HubFailure.of(FailureCode.UNSUPPORTED, "This hub does not know the action."));
  }

  private Future<Done> command(Run run, Action.Device action) {
    return run.untilCancelled(homecoming.of(action.device())).compose(back -> send(run, action));
  }

  /** An extender is a device, and a code is a command to it as everybody else's. */
  private static Action.Device sending(Action.Infrared action) {
    return new Action.Device(
        action.path(),
        new DeviceId(action.extenderId()),
        SEND_CODE,
        Fields.of("code", action.code().values()),
        true,
        CODE_SENT_WITHIN,
        action.continueOnError());
  }

  private Future<Done> send(Run run, Action.Device action) {
    long within = Math.min(LONGEST_WAIT_MS, action.timeout().toMillis());
    ExecuteCommand command =
        new ExecuteCommand(
            action.device(),
            action.command(),
            action.payload(),
            new RequestId(UuidCreator.getTimeOrderedEpoch().toString()),
            run.id(),
            action.waitResult() ? (int) within : 0,
            source(run),
            run.start().by());
    return outside.command(command).map(outcome -> outcome(action, outcome));
  }

  private static Done outcome(Action.Device action, CommandOutcome outcome) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("requestId", outcome.requestId().value());
    result.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    result.put("latencyMs", outcome.latencyMs());
    if (outcome.code() != null) {
      result.put("code", outcome.code());
    }
    Status status =
        switch (outcome.status()) {
          case COMPLETED -> Status.COMPLETED;
          case DISPATCHED -> action.waitResult() ? Status.UNKNOWN : Status.COMPLETED;
          case FAILED -> Status.FAILED;
          case UNKNOWN -> Status.UNKNOWN;
        };
    String message = status == Status.COMPLETED ? null : outcome.message();
    return new Done(status, message, new Fields(result));
  }

  private Future<Done> delay(Run run, Action.Delay action) {
    Promise<Done> over = Promise.promise();
    Timers.Timer timer =
        timers.after(action.duration(), () -> over.tryComplete(Done.completed(Fields.EMPTY)));
    return run.untilCancelled(over.future()).onComplete(done -> timer.cancel());
  }

  private static Done outcome(Run child) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("runId", child.id());
    result.put("programId", child.programId());
    Status status = child.status();
    return new Done(
        status == Status.SKIPPED ? Status.COMPLETED : status,
        status == Status.COMPLETED ? null : child.message(),
        new Fields(result));
  }

  private static HttpCaller.Call call(Action.Http action) {
    Map<String, String> headers = new LinkedHashMap<>();
    action.headers().values().forEach((name, value) -> headers.put(name, String.valueOf(value)));
    Object body = action.body();
    String text = body == null || body instanceof String ? (String) body : Json.text(body);
    if (body != null && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      headers.put("content-type", body instanceof String ? "text/plain" : "application/json");
    }
    return new HttpCaller.Call(action.url(), action.method(), headers, text, action.timeout());
  }

  private static Done outcome(HttpCaller.Answer answer) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    String body = answer.body();
    result.put("status", answer.status());
    result.put("body", body.substring(0, Math.min(SHOWN_OF_ANSWER, body.length())));
    if (answer.status() < FIRST_REFUSAL) {
      return Done.completed(new Fields(result));
    }
    result.put("code", "HTTP_STATUS");
    return new Done(
        Status.FAILED,
        "It answered with status %d.".formatted(answer.status()),
        new Fields(result));
  }

  private static Source source(Run run) {
    return run.start().automatic() ? Source.AUTOMATION : Source.PROGRAM;
  }
}
