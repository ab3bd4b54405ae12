package io.busbar.verticles.home;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListRemoteSources;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.RemoteSourceList;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.home.model.HouseNow;
import io.busbar.verticles.home.model.Wiring;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lists of the other services. The devices are asked each time, for they carry their state and
 * their service answers with the same object while nothing changed; the others are asked again when
 * an event says that they may have changed.
 */
final class HouseLists {
  private final HubBus bus;
  private final Kept<SpaceList> spaces;
  private final Kept<ProgramList> programs;
  private final Kept<Sources> sources;
  private final Kept<Wiring> wiring;
  private long revision;
  private @Nullable Last last;

  private record Sources(List<RemoteSource> all) {}

  private record Last(
      DeviceList devices, SpaceList spaces, ProgramList programs, Sources sources, HouseNow now) {}

  HouseLists(HubBus bus) {
    this.bus = bus;
    this.spaces = new Kept<>(() -> bus.request(SpacesContract.LIST, ListSpaces.ALL));
    this.programs = new Kept<>(() -> bus.request(ProgramsContract.LIST, ListPrograms.ALL));
    this.sources = new Kept<>(this::askSources);
    this.wiring =
        new Kept<>(() -> bus.request(ProcessesContract.CATALOG, Nothing.NOTHING).map(Wiring::of));
  }

  /** Listens to what changes. Revisions begin above the number, so that they grow over restarts. */
  Future<Void> start(long revisionsFrom) {
    revision = revisionsFrom;
    return Future.all(
            bus.listen(SpacesContract.CHANGED, event -> spacesChanged()),
            bus.listen(DevicesContract.CHANGED, event -> spacesChanged()),
            bus.listen(ProgramsContract.CHANGED, event -> programsChanged()),
            bus.listen(ProgramsContract.PROGRESS, this::runProgressed),
            bus.listen(IntegrationsContract.CHANGED, event -> wiring.forget()),
            bus.listen(DriversContract.STATUS, event -> wiring.forget()))
        .mapEmpty();
  }

  /**
   * Reads everything. Succeeds with the same object while nothing has changed; fails with
   * UNAVAILABLE when any part cannot be read.
   */
  Future<HouseNow> read() {
    Future<DeviceList> devices =
        part("devices", bus.request(DevicesContract.LIST, ListDevices.ALL));
    Future<SpaceList> spaceList = part("spaces", spaces.read());
    Future<ProgramList> programList = part("programs", programs.read());
    Future<Sources> sourceList = part("remote sources", sources.read());
    return Future.all(devices, spaceList, programList, sourceList)
        .map(
            all ->
                compose(
                    devices.result(),
                    spaceList.result(),
                    programList.result(),
                    sourceList.result()));
  }

  /** Reads what drivers take in and give out. Fails with UNAVAILABLE when it cannot be read. */
  Future<Wiring> wiring() {
    return part("drivers", wiring.read());
  }

  @SuppressWarnings("ReferenceEquality") // Equal lists are too large to be compared.
  private HouseNow compose(
      DeviceList devices, SpaceList spaceList, ProgramList programList, Sources sourceList) {
    Last present = last;
    if (present != null
        && present.devices() == devices
        && present.spaces() == spaceList
        && present.programs() == programList
        && present.sources() == sourceList) {
      return present.now();
    }
    HouseNow now =
        new HouseNow(
            devices.devices(),
            spaceList.spaces(),
            programList.programs(),
            sourceList.all(),
            ++revision);
    last = new Last(devices, spaceList, programList, sourceList, now);
    return now;
  }

  private Future<Sources> askSources() {
    return spaces
        .read()
        .compose(list -> Future.all(list.spaces().stream().map(this::askSources).toList()))
        .map(
            all ->
                new Sources(
                    all.<RemoteSourceList>list().stream().flatMap(HouseLists::each).toList()));
  }

  private Future<RemoteSourceList> askSources(Space space) {
    return bus.request(SpacesContract.REMOTE_SOURCES, new ListRemoteSources(space.id()))
        .recover(HouseLists::noneWhenGone);
  }

  /** A program knows its last run, not the steps of it. */
  private void runProgressed(RunProgressed event) {
    if (event.progress() != Progress.STEP) {
      programs.forget();
    }
  }

  private void spacesChanged() {
    spaces.forget();
    sources.forget();
  }

  private void programsChanged() {
    programs.forget();
    spacesChanged();
  }

  private static Stream<RemoteSource> each(RemoteSourceList list) {
    return list.sources().stream();
  }

  /** A space may go while the sources of all are asked for. */
  private static Future<RemoteSourceList> noneWhenGone(Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.NOT_FOUND
        ? Future.succeededFuture(new RemoteSourceList(List.of()))
        : Future.failedFuture(cause);
  }

  private static <T> Future<T> part(String name, Future<T> answer) {
    return answer.recover(
        cause ->
            Future.failedFuture(
                HubFailure.unavailable(
                        "The %s cannot be read right now.".formatted(name),
                        "Try again in a few seconds; there is no answer without them.")
                    .details(List.of(String.valueOf(cause.getMessage())))));
  }
}
