package io.busbar.verticles.home;

import static io.busbar.verticles.testing.Outcomes.done;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.Catalog;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListRemoteSources;
import io.busbar.contracts.spaces.SpacesContract.RemoteSourceList;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The services the home asks: they answer with what they are told, until one is away. */
final class Neighbours {
  final Set<String> away = ConcurrentHashMap.newKeySet();
  final AtomicInteger asked = new AtomicInteger();
  volatile DeviceList devices = new DeviceList(List.of());
  volatile List<Space> spaces = List.of();
  volatile List<Program> programs = List.of();
  volatile List<RemoteSource> sources = List.of();
  volatile Catalog drivers = new Catalog(List.of());
  private final HubBus bus;

  Neighbours(HubBus bus) {
    this.bus = bus;
  }

  void start() {
    done(bus.serve(DevicesContract.LIST, query -> unlessAway("devices", devices)));
    done(
        bus.serve(
            SpacesContract.LIST, query -> counted(unlessAway("spaces", new SpaceList(spaces)))));
    done(
        bus.serve(
            ProgramsContract.LIST,
            query -> counted(unlessAway("programs", new ProgramList(programs)))));
    done(bus.serve(ProcessesContract.CATALOG, query -> unlessAway("drivers", drivers)));
    done(bus.serve(SpacesContract.REMOTE_SOURCES, this::sourcesOf));
  }

  void devices(LogicalDevice... present) {
    devices = new DeviceList(List.of(present));
  }

  /** The spaces are others from now on, and everybody is told. */
  void spaces(Space... present) {
    spaces = List.of(present);
    bus.publish(
        SpacesContract.CHANGED,
        new SpaceChanged(SpacesContract.Change.UPDATED, present[0], Source.REST, null));
  }

  private Future<RemoteSourceList> sourcesOf(ListRemoteSources query) {
    if (spaces.stream().noneMatch(space -> space.id().equals(query.id()))) {
      return Future.failedFuture(HubFailure.notFound("space", query.id()));
    }
    List<RemoteSource> those =
        sources.stream().filter(source -> source.spaceId().equals(query.id())).toList();
    return counted(unlessAway("sources", new RemoteSourceList(those)));
  }

  private <T> Future<T> counted(Future<T> answer) {
    asked.incrementAndGet();
    return answer;
  }

  private <T> Future<T> unlessAway(String service, T answer) {
    return away.contains(service)
        ? Future.failedFuture(HubFailure.overloaded("Too many.", "Wait."))
        : Future.succeededFuture(answer);
  }
}
