package io.busbar.verticles.programs;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.Change;
import io.busbar.contracts.programs.ProgramsContract.DeviceLost;
import io.busbar.contracts.programs.ProgramsContract.FindUses;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.programs.ProgramsContract.ProgramRemoved;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.programs.ProgramsContract.RemoveProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.contracts.programs.ProgramsContract.Uses;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.Author;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of the house: every one in memory, every change in the store before it counts. */
public final class ProgramsService {
  static final int MAX_PROGRAMS = 5_000;

  private static final Logger log = LoggerFactory.getLogger(ProgramsService.class);

  private final HubBus bus;
  private final ProgramsStore store;
  private final BackgroundReader reader;
  private final ProgramRunner runner;
  private final Clock clock;
  private final Hooks hooks;
  private final Programs programs = new Programs();
  private final ProgramCheck check;
  private Future<?> lastChange = Future.succeededFuture();

  /**
   * Makes the service.
   *
   * @param random names webhooks: it must be good enough for secrets
   */
  public ProgramsService(
      HubBus bus,
      ProgramsStore store,
      BackgroundReader reader,
      ProgramRunner runner,
      Clock clock,
      RandomGenerator random) {
    this.bus = bus;
    this.store = store;
    this.reader = reader;
    this.runner = runner;
    this.clock = clock;
    this.hooks = new Hooks(random);
    this.check = new ProgramCheck(bus, programs);
  }

  /** Reads all programs from the store; those that no longer fit are kept, with their problems. */
  Future<Void> load() {
    return store.all().compose(this::readAgain).map(this::remember);
  }

  private Future<List<Reading>> readAgain(List<Program> saved) {
    Set<String> ids = saved.stream().map(Program::id).collect(Collectors.toSet());
    return reader
        .readAgain(saved)
        .compose(readings -> check.around(ids).map(around -> within(around, readings)))
        .compose(this::fitted);
  }

  /** What devices do not understand any more is told; when nobody knows, nothing is. */
  private Future<List<Reading>> fitted(List<Reading> readings) {
    List<Reading> fitted = new ArrayList<>();
    Future<?> last = Future.succeededFuture();
    for (Reading reading : readings) {
      last = last.compose(before -> check.fitted(reading, present(reading))).onSuccess(fitted::add);
    }
    return last.map(fitted).otherwise(readings);
  }

  /** The devices a program commands, without those of which it is known that they are gone. */
  private static Set<DeviceId> present(Reading reading) {
    return reading.commands().stream()
        .filter(
            action ->
                reading.faults().stream()
                    .noneMatch(fault -> fault.startsWith(action.path() + ".deviceId:")))
        .map(Action.Device::device)
        .collect(Collectors.toSet());
  }

  private static List<Reading> within(Surroundings around, List<Reading> readings) {
    return readings.stream().map(reading -> reading.withFaults(around.needed(reading))).toList();
  }

  private @Nullable Void remember(List<Reading> readings) {
    programs.put(readings);
    return null;
  }

  Programs programs() {
    return programs;
  }

  Future<ProgramList> list(ListPrograms query) {
    ProgramFilter filter = ProgramFilter.of(query);
    List<Program> found =
        filter.apply(programs.readings().stream().map(reading -> reading.compiled().program()));
    return Future.succeededFuture(new ProgramList(found.stream().map(this::seen).toList()));
  }

  Future<Program> read(ReadProgram query) {
    return Future.succeededFuture(seen(required(query.id()).compiled().program()));
  }

  Future<Program> save(SaveProgram command) {
    return inTurn(
        () -> saveNow(hooks.named(command.body()), Author.of(command.source(), command.by())));
  }

  Future<ProgramRemoved> remove(RemoveProgram command) {
    return inTurn(() -> removeNow(command));
  }

  Future<Uses> uses(FindUses query) {
    List<Use> uses = new ArrayList<>();
    if (query.spaceId() != null) {
      uses.addAll(programs.uses(Reference.Kind.SPACE, query.spaceId()));
    }
    if (query.deviceId() != null) {
      uses.addAll(programs.uses(Reference.Kind.DEVICE, query.deviceId().value()));
    }
    if (query.programId() != null) {
      uses.addAll(programs.uses(Reference.Kind.PROGRAM, query.programId()));
    }
    return Future.succeededFuture(new Uses(uses));
  }

  Future<ProgramRun> run(RunProgram query) {
    Reading reading = required(query.id());
    if (!reading.faults().isEmpty()) {
      return Future.failedFuture(
          HubFailure.conflict(
                  "PROGRAM_HAS_PROBLEMS",
                  "The program '%s' cannot run as it is."
                      .formatted(reading.compiled().program().name()),
                  "Mend what the details name and save it again.")
              .details(reading.faults()));
    }
    return runner.run(query);
  }

  void deviceChanged(DeviceChanged event) {
    Device device = event.device();
    String id = device.id().value();
    if (event.change() == DevicesContract.Change.REMOVED) {
      List<Use> uses = programs.uses(Reference.Kind.DEVICE, id);
      replace(
          reading ->
              reading.withUnfit(device.id(), List.of()).when(Reference.Kind.DEVICE, id, true));
      if (!uses.isEmpty()) {
        bus.publish(
            ProgramsContract.DEVICE_LOST,
            new DeviceLost(device.id(), device.name(), uses, clock.instant()));
      }
      return;
    }
    if (event.change() == DevicesContract.Change.DISCOVERED) {
      happened(Reference.Kind.DEVICE, id, false);
    }
    fitAgain(device.id());
  }

  /**
   * What a device understands may have changed: its programs come to have problems, or lose them.
   */
  private void fitAgain(DeviceId device) {
    if (!commanding(device).isEmpty()) {
      inTurn(() -> fitNow(device))
          .onFailure(
              cause -> log.warn("Programs of {} were not checked: {}", device, cause.getMessage()));
    }
  }

  private Future<Void> fitNow(DeviceId device) {
    List<Future<Reading>> asked =
        commanding(device).stream().map(reading -> check.fitted(reading, List.of(device))).toList();
    return Future.all(asked)
        .onSuccess(
            all ->
                all.<Reading>list().forEach(fit -> take(device, fit.compiled().id(), fit.unfit())))
        .mapEmpty();
  }

  private List<Reading> commanding(DeviceId device) {
    return programs.readings().stream()
        .filter(reading -> !reading.commandsTo(device).isEmpty())
        .toList();
  }

  /**
   * A device that has gone meanwhile is another problem than one that understands something else.
   */
  private void take(DeviceId device, String program, Map<DeviceId, List<String>> unfit) {
    replace(
        reading ->
            reading.compiled().id().equals(program) && present(reading).contains(device)
                ? reading.withUnfit(device, unfit.getOrDefault(device, List.of()))
                : reading);
  }

  void spaceChanged(SpaceChanged event) {
    if (event.change() != SpacesContract.Change.UPDATED) {
      boolean gone = event.change() == SpacesContract.Change.REMOVED;
      happened(Reference.Kind.SPACE, event.space().id(), gone);
    }
  }

  private Future<Program> saveNow(Fields body, Author author) {
    Optional<String> id = body.text("id");
    @Nullable Reading present = id.map(this::required).orElse(null);
    if (present == null && programs.size() >= MAX_PROGRAMS) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "The hub holds its limit of %d programs.".formatted(MAX_PROGRAMS),
              "Delete programs that are not needed."));
    }
    Change change = present == null ? Change.ADDED : Change.UPDATED;
    return reader
        .read(body, identity(present))
        .compose(check::check)
        .compose(checked -> keep(change, checked, author));
  }

  private ProgramReader.Identity identity(@Nullable Reading present) {
    Instant now = clock.instant();
    if (present == null) {
      return new ProgramReader.Identity("prg_" + UuidCreator.getTimeOrderedEpoch(), now, now);
    }
    Program before = present.compiled().program();
    return new ProgramReader.Identity(before.id(), before.createdAt(), now);
  }

  private Future<Program> keep(Change change, Reading checked, Author author) {
    Program program = checked.orThrow().program();
    return store
        .save(program)
        .map(
            stored -> {
              programs.put(List.of(checked));
              announce(change, program, author);
              return seen(program);
            });
  }

  private Future<ProgramRemoved> removeNow(RemoveProgram command) {
    Program program = required(command.id()).compiled().program();
    List<Use> uses =
        programs.uses(Reference.Kind.PROGRAM, program.id()).stream()
            .filter(use -> !use.programId().equals(program.id()))
            .toList();
    if (!uses.isEmpty() && !Boolean.TRUE.equals(command.force())) {
      return Future.failedFuture(inUse(program, uses));
    }
    return store
        .delete(program.id())
        .map(
            deleted -> {
              programs.remove(program.id());
              announce(Change.REMOVED, program, Author.of(command.source(), command.by()));
              happened(Reference.Kind.PROGRAM, program.id(), true);
              return new ProgramRemoved(program.id(), true);
            });
  }

  private static HubFailure inUse(Program program, List<Use> uses) {
    return HubFailure.conflict(
            "PROGRAM_IN_USE",
            "Other programs name '%s'.".formatted(program.name()),
            "Change them first, or delete it with force=true.")
        .details(
            uses.stream()
                .map(
                    use ->
                        "%s (%s): %s"
                            .formatted(use.name(), use.programId(), String.join(", ", use.paths())))
                .toList());
  }

  /**
   * Something that programs may name is gone, or is back: they come to have problems, or lose them.
   */
  private void happened(Reference.Kind kind, String id, boolean gone) {
    replace(reading -> reading.when(kind, id, gone));
  }

  private void replace(UnaryOperator<Reading> change) {
    List<Reading> changed = new ArrayList<>();
    for (Reading reading : programs.readings()) {
      Reading after = change.apply(reading);
      if (!after.faults().equals(reading.faults())) {
        changed.add(after);
      }
    }
    if (!changed.isEmpty()) {
      programs.put(changed);
      changed.forEach(
          reading -> announce(Change.UPDATED, reading.asSaved().compiled().program(), Author.HUB));
    }
  }

  private void announce(Change change, Program program, Author author) {
    ProgramChanged event = new ProgramChanged(change, program, author.source(), author.username());
    bus.publish(ProgramsContract.CHANGED, event);
    runner.changed(event);
  }

  private Program seen(Program program) {
    return program.ranLast(runner.lastRun(program.id()).orElse(null));
  }

  private Reading required(String id) {
    return programs.reading(id).orElseThrow(() -> HubFailure.notFound("program", id));
  }

  /** Changes happen one after the other: each is checked against what the one before has left. */
  private <T> Future<T> inTurn(Supplier<Future<T>> change) {
    Future<T> turn = lastChange.transform(ended -> change.get());
    lastChange = turn;
    return turn;
  }
}
