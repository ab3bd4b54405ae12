package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.identity.IdentityContract.PersonSeen;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChanged;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.activity.Happening.What;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the events of the hub in words. Pure. */
final class Happenings {
  private static final int LONGEST_TITLE = 200;

  private Happenings() {}

  /** A command that ended. */
  static Happening of(CommandProgress command, String device) {
    String sent = command.command().equals(command.action()) ? null : command.command();
    return new Happening(
        new What(
            Kind.COMMAND,
            command.by(),
            command.source(),
            title("%s: " + command.action(), device),
            command.deviceId(),
            null,
            null,
            word(Objects.requireNonNullElse(command.outcome(), Status.UNKNOWN))),
        command.at(),
        () ->
            new Details()
                .with("sentAs", sent)
                .withArguments("payload", command.payload())
                .with("code", command.code())
                .with("message", command.message())
                .with("latencyMs", command.latencyMs())
                .fields());
  }

  static Happening deviceAdded(Device device) {
    return device(Kind.DEVICE_ADDED, "Device %s was added", device);
  }

  static Happening deviceRemoved(Device device) {
    return device(Kind.DEVICE_REMOVED, "Device %s was removed", device);
  }

  private static Happening device(Kind kind, String title, Device device) {
    return new Happening(
        new What(
            kind, null, Source.DRIVER, title(title, device.name()), device.id(), null, null, null),
        device.updatedAt(),
        () ->
            new Details()
                .with("deviceType", device.deviceType())
                .with("driver", device.endpoint().driver().toString())
                .fields());
  }

  static Happening driverConnected(DriverStatusChanged event) {
    return driver(Kind.DRIVER_CONNECTED, "Driver %s connected", event);
  }

  static Happening driverLost(DriverStatusChanged event) {
    return driver(Kind.DRIVER_LOST, "Driver %s was lost", event);
  }

  private static Happening driver(Kind kind, String title, DriverStatusChanged event) {
    String name = Objects.requireNonNullElse(event.name(), event.driver().toString());
    return new Happening(
        plain(kind, null, Source.DRIVER, title(title, name), null),
        event.at(),
        () ->
            new Details()
                .with("driver", event.driver().toString())
                .with("status", word(event.status()))
                .with("reason", event.reason())
                .with("restarts", event.restarts())
                .fields());
  }

  static Happening of(PersonSeen event) {
    String name = Objects.requireNonNullElse(event.username(), "an unknown name");
    What what =
        switch (event.sight()) {
          case LOGGED_IN -> person(Kind.LOGIN, event, title("%s logged in", name));
          case LOGGED_OUT -> person(Kind.LOGOUT, event, title("%s logged out", name));
          case REFUSED -> person(Kind.LOGIN_FAILED, event, title("Login as %s refused", name));
        };
    return new Happening(
        what,
        event.at(),
        () -> new Details().with("clientAddress", event.clientAddress()).fields());
  }

  private static What person(Kind kind, PersonSeen event, String title) {
    return plain(kind, event.username(), Source.REST, title, null);
  }

  static Happening of(UserChanged event) {
    What what =
        switch (event.change()) {
          case ADDED -> user(Kind.USER_ADDED, event, "User %s was added");
          case ROLE_CHANGED ->
              user(
                  Kind.ROLE_CHANGED,
                  event,
                  "User %s was given the role ".concat(word(event.role())));
          case REMOVED -> user(Kind.USER_REMOVED, event, "User %s was removed");
        };
    return new Happening(
        what, event.at(), () -> new Details().with("role", word(event.role())).fields());
  }

  private static What user(Kind kind, UserChanged event, String title) {
    Source source = event.by() == null ? Source.SYSTEM : Source.REST;
    return plain(kind, event.by(), source, title(title, event.username()), null);
  }

  static Happening of(InstanceChanged event) {
    What what =
        switch (event.change()) {
          case ADDED -> instance(Kind.INTEGRATION_ADDED, event, "Integration %s was set up");
          case REMOVED -> instance(Kind.INTEGRATION_REMOVED, event, "Integration %s was removed");
        };
    return new Happening(
        what,
        event.at(),
        () ->
            new Details()
                .with("driver", event.driverKey().value())
                .with("instance", event.id().value())
                .fields());
  }

  private static What instance(Kind kind, InstanceChanged event, String title) {
    return plain(kind, event.by(), event.source(), title(title, event.name()), null);
  }

  static Happening of(SpaceChanged event, Instant at) {
    What what =
        switch (event.change()) {
          case ADDED -> space(Kind.SPACE_ADDED, event, "Space %s was added");
          case UPDATED -> space(Kind.SPACE_CHANGED, event, "Space %s was changed");
          case REMOVED -> space(Kind.SPACE_REMOVED, event, "Space %s was removed");
        };
    return new Happening(what, at, () -> new Details().fields());
  }

  private static What space(Kind kind, SpaceChanged event, String title) {
    Space space = event.space();
    return new What(
        kind, event.by(), event.source(), title(title, space.name()), null, null, space.id(), null);
  }

  static Happening of(ProgramChanged event, Instant at) {
    What what =
        switch (event.change()) {
          case ADDED -> program(Kind.PROGRAM_ADDED, event, "Program %s was added");
          case UPDATED -> program(Kind.PROGRAM_CHANGED, event, "Program %s was changed");
          case REMOVED -> program(Kind.PROGRAM_REMOVED, event, "Program %s was removed");
        };
    return new Happening(
        what, at, () -> new Details().with("type", word(event.program().type())).fields());
  }

  private static What program(Kind kind, ProgramChanged event, String title) {
    Program program = event.program();
    return new What(
        kind,
        event.by(),
        event.source(),
        title(title, program.name()),
        null,
        program.id(),
        program.spaceId(),
        null);
  }

  /** A run that ended. */
  static Happening of(ProgramRun run, Instant at) {
    Instant ended = Objects.requireNonNullElse(run.endedAt(), at);
    boolean byPerson =
        switch (run.source()) {
          case REST, SOCKET, SSE, REMOTE, MQTT, AI, HOMEKIT -> true;
          case DRIVER, PROGRAM, AUTOMATION, SYSTEM -> false;
        };
    return new Happening(
        new What(
            Kind.PROGRAM_ENDED,
            byPerson ? run.startedBy() : null,
            run.source(),
            title("Program %s ended", run.programName()),
            null,
            run.programId(),
            null,
            word(run.status())),
        ended,
        () ->
            new Details()
                .with("runId", run.runId())
                .with("startedBy", byPerson ? null : run.startedBy())
                .with("message", run.message())
                .with("durationMs", Duration.between(run.startedAt(), ended).toMillis())
                .fields());
  }

  static Happening of(AutomationTriggered event) {
    return new Happening(
        plain(
            Kind.AUTOMATION_TRIGGERED,
            null,
            event.source(),
            title("Automation %s was triggered", event.name()),
            event.programId()),
        event.at(),
        () -> new Details().withArguments("trigger", event.trigger()).fields());
  }

  private static What plain(
      Kind kind, @Nullable String who, Source source, String title, @Nullable String programId) {
    return new What(kind, who, source, title, null, programId, null, null);
  }

  private static String title(String words, String name) {
    return Details.cut(words.replace("%s", name), LONGEST_TITLE);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
