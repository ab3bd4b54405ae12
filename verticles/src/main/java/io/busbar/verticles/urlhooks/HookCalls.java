package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.ReadUser;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.FireUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.RunUrlHook;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a hook is called for, in the name of its owner, the way every command goes. */
public final class HookCalls {
  private static final Logger log = LoggerFactory.getLogger(HookCalls.class);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
  private static final Duration VALID = Duration.ofMinutes(1);
  private static final int BURST = 60;
  private static final int PER_SECOND = 20;
  private static final int GUESSES = 30;
  private static final double GUESSES_PER_SECOND = 0.5;

  private final HubBus bus;
  private final UrlHooksStore store;
  private final HookRights rights;
  private final InstantSource clock;
  private final CallRates uses;
  private final CallRates guesses;

  public HookCalls(HubBus bus, UrlHooksStore store, InstantSource clock) {
    this.bus = bus;
    this.store = store;
    this.rights = new HookRights(bus);
    this.clock = clock;
    this.uses = new CallRates(BURST, PER_SECOND, clock);
    this.guesses = new CallRates(GUESSES, GUESSES_PER_SECOND, clock);
  }

  Future<CommandOutcome> fire(FireUrlHook call) {
    return hook(call.token(), call.clientAddress())
        .compose(hook -> rights.requireCommand(hook, call.deviceId(), call.command()))
        .compose(
            hook ->
                bus.request(DevicesContract.FIND, new FindDevice(call.deviceId()))
                    .compose(device -> execute(hook, device, call)));
  }

  Future<ProgramRun> run(RunUrlHook call) {
    return hook(call.token(), call.clientAddress())
        .compose(hook -> rights.requireProgram(hook, call.programId()))
        .compose(hook -> bus.request(ProgramsContract.RUN, run(hook, call)));
  }

  /** Only what is not found counts as a guess: a valid hook works whoever shares its address. */
  private Future<UrlHook> hook(String token, String clientAddress) {
    if (!HookTokens.isPlausible(token)) {
      return guessed(clientAddress);
    }
    return store
        .hookOf(HookTokens.hash(token))
        .compose(found -> found.map(this::used).orElseGet(() -> guessed(clientAddress)));
  }

  private Future<UrlHook> used(UrlHook hook) {
    if (!uses.take(hook.id())) {
      return Future.failedFuture(CallRates.often());
    }
    return bus.request(IdentityContract.READ_USER, new ReadUser(hook.ownerId()))
        .map(owner -> owner.role().scopes().contains(Principal.OS_API_ADMIN))
        .recover(HookCalls::nobody)
        .compose(may -> may ? noted(hook) : Future.failedFuture(unknown()));
  }

  /** Whose owner is gone is a hook no more, even if it could not be deleted. */
  private static Future<Boolean> nobody(Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.NOT_FOUND
        ? Future.succeededFuture(false)
        : Future.failedFuture(cause);
  }

  private Future<UrlHook> noted(UrlHook hook) {
    Instant now = clock.instant();
    Instant last = hook.lastUsedAt();
    if (last == null || last.plus(NOTED_EVERY).isBefore(now)) {
      store
          .used(hook.id(), now)
          .onFailure(cause -> log.debug("The use of a hook is not noted: {}", cause.getMessage()));
    }
    return Future.succeededFuture(hook);
  }

  /** What was tried is not repeated: it may be somebody's token, misspelt. */
  private Future<UrlHook> guessed(String clientAddress) {
    return Future.failedFuture(guesses.take(clientAddress) ? unknown() : CallRates.often());
  }

  private static HubFailure unknown() {
    return HubFailure.unauthenticated(
        "This address holds no valid hook.", "Copy it again, or make a new hook.");
  }

  private Future<CommandOutcome> execute(UrlHook hook, Device device, FireUrlHook call) {
    Fields schema =
        device.command(call.command()).map(CommandDef::payloadSchema).orElse(Fields.EMPTY);
    Fields payload = QueryArguments.read(call.query(), schema).with(call.body());
    return bus.request(
        CommandsContract.EXECUTE,
        new ExecuteCommand(
            device.id(),
            call.command(),
            payload,
            null,
            hook.id() + "/" + TraceContext.currentOrNew(),
            null,
            Source.REMOTE,
            principal(hook)));
  }

  private RunProgram run(UrlHook hook, RunUrlHook call) {
    return new RunProgram(
        call.programId(), call.variables(), null, null, null, null, Source.REMOTE, principal(hook));
  }

  private Principal principal(UrlHook hook) {
    return new Principal(
        hook.ownerId(),
        hook.owner(),
        hook.name(),
        null,
        Role.REMOTE,
        Set.of(),
        hook.id(),
        clock.instant().plus(VALID));
  }
}
