package io.busbar.verticles.intents;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.intents.IntentOutcome;
import io.busbar.contracts.intents.IntentOutcome.Result;
import io.busbar.contracts.intents.IntentsContract.ExecuteIntent;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RemoveProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.intents.meaning.ProgramReader;
import io.busbar.verticles.intents.meaning.ScheduleReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what an intent says, and tells truthfully what came of each part. */
final class Execution {
  private static final String REFUSED = "refused";

  private final HubBus bus;

  Execution(HubBus bus) {
    this.bus = bus;
  }

  Future<IntentOutcome> execute(ParsedIntent intent, ExecuteIntent command) {
    boolean nothing = intent.actions().isEmpty() && programOf(intent).isEmpty();
    boolean refused = intent.reason() != null && !intent.requiresConfirmation();
    if (nothing || refused) {
      return Future.succeededFuture(new IntentOutcome(false, List.of(), false, intent));
    }
    if (intent.requiresConfirmation() && !Boolean.TRUE.equals(command.confirm())) {
      return Future.succeededFuture(new IntentOutcome(false, List.of(), true, intent));
    }
    return results(intent, command)
        .map(results -> new IntentOutcome(anySent(results), results, false, intent));
  }

  private static boolean anySent(List<Result> results) {
    return results.stream().anyMatch(result -> !result.status().equals(REFUSED));
  }

  private Future<List<Result>> results(ParsedIntent intent, ExecuteIntent command) {
    String program = programOf(intent).orElse("");
    return switch (intent.intent()) {
      case ProgramReader.RUN -> run(program, false, command).map(List::of);
      case ProgramReader.UNDO -> run(program, true, command).map(List::of);
      case ProgramReader.DELETE -> delete(program, command).map(List::of);
      case ScheduleReader.INTENT -> schedule(intent, command).map(List::of);
      default -> commands(intent.actions(), command);
    };
  }

  private static Optional<String> programOf(ParsedIntent intent) {
    return intent.targets().stream()
        .map(ParsedIntent.Target::programId)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** All at once; commands to one device stay in their order. */
  private Future<List<Result>> commands(List<DeviceAction> actions, ExecuteIntent command) {
    List<Future<Result>> sent = actions.stream().map(action -> send(action, command)).toList();
    return Future.all(sent).map(all -> sent.stream().map(Future::result).toList());
  }

  private Future<Result> send(DeviceAction action, ExecuteIntent command) {
    ExecuteCommand execute =
        new ExecuteCommand(
            action.deviceId(),
            action.command(),
            action.payload(),
            null,
            null,
            null,
            command.source(),
            command.by());
    return bus.request(CommandsContract.EXECUTE, execute)
        .map(Execution::result)
        .otherwise(cause -> failed(action.deviceId(), null, action.command(), cause));
  }

  private static Result result(CommandOutcome outcome) {
    return new Result(
        outcome.deviceId(),
        null,
        outcome.command(),
        outcome.success(),
        word(outcome.status()),
        outcome.message(),
        outcome.code(),
        outcome,
        null);
  }

  private Future<Result> run(String program, boolean off, ExecuteIntent command) {
    RunProgram run =
        new RunProgram(
            program,
            null,
            command.confirm(),
            null,
            off ? true : null,
            null,
            command.source(),
            command.by());
    return bus.request(ProgramsContract.RUN, run)
        .map(ended -> result(program, ended))
        .otherwise(cause -> failed(null, program, null, cause));
  }

  private static Result result(String program, ProgramRun run) {
    boolean bad =
        run.status() == ProgramRun.Status.FAILED
            || run.status() == ProgramRun.Status.CANCELLED
            || run.status() == ProgramRun.Status.UNKNOWN;
    return new Result(
        null,
        program,
        null,
        !bad,
        word(run.status()),
        Objects.requireNonNullElse(run.message(), ""),
        bad ? run.status().name() : null,
        null,
        run.runId());
  }

  private Future<Result> delete(String program, ExecuteIntent command) {
    return bus.request(
            ProgramsContract.REMOVE,
            new RemoveProgram(program, null, command.source(), command.by()))
        .map(removed -> done(program, "deleted"))
        .otherwise(cause -> failed(null, program, null, cause));
  }

  private Future<Result> schedule(ParsedIntent intent, ExecuteIntent command) {
    SaveProgram save =
        new SaveProgram(ScheduleBody.of(intent, command.text()), command.source(), command.by());
    return bus.request(ProgramsContract.SAVE, save)
        .map(program -> done(program.id(), "saved"))
        .otherwise(cause -> failed(null, null, null, cause));
  }

  private static Result done(String program, String status) {
    return new Result(null, program, null, true, status, "", null, null, null);
  }

  /** Only a time-out leaves open whether anything was done. */
  private static Result failed(
      @Nullable DeviceId device,
      @Nullable String program,
      @Nullable String command,
      Throwable cause) {
    HubFailure failure =
        cause instanceof HubFailure known
            ? known
            : HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.");
    String status = failure.code() == FailureCode.TIMED_OUT ? "unknown" : REFUSED;
    return new Result(
        device, program, command, false, status, failure.message(), failure.reason(), null, null);
  }

  private static String word(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
