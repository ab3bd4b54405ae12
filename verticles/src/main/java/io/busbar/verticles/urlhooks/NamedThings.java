package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.urlhooks.UrlHook.Rights;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Checks that everything rights name is there. */
final class NamedThings {
  private final HubBus bus;

  NamedThings(HubBus bus) {
    this.bus = bus;
  }

  /** Fails: INVALID with one detail for each thing that is not there · UNAVAILABLE. */
  Future<Void> require(Rights rights) {
    List<Future<List<String>>> faults = new ArrayList<>();
    List<DeviceId> devices = rights.deviceIds();
    for (int i = 0; i < devices.size(); i++) {
      DeviceId id = devices.get(i);
      String path = "/deviceIds/%d: '%s'".formatted(i, id);
      faults.add(fault(path, bus.request(DevicesContract.FIND, new FindDevice(id))));
    }
    List<String> programs = rights.programIds();
    for (int i = 0; i < programs.size(); i++) {
      faults.add(
          fault(
              "/programIds/%d: '%s'".formatted(i, programs.get(i)),
              bus.request(ProgramsContract.READ, new ReadProgram(programs.get(i)))));
    }
    if (!rights.spaceIds().isEmpty()) {
      faults.add(spaces(rights.spaceIds()));
    }
    return Future.all(faults)
        .compose(all -> judge(faults.stream().flatMap(each -> each.result().stream()).toList()));
  }

  private static Future<List<String>> fault(String path, Future<?> found) {
    return found
        .map(there -> List.<String>of())
        .recover(
            cause ->
                cause instanceof HubFailure failure && failure.code() == FailureCode.NOT_FOUND
                    ? Future.succeededFuture(List.of(path + " does not exist"))
                    : Future.failedFuture(cause));
  }

  private Future<List<String>> spaces(List<String> ids) {
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .map(list -> unknown(ids, list.spaces().stream().map(Space::id).toList()));
  }

  private static List<String> unknown(List<String> ids, List<String> known) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!known.contains(ids.get(i))) {
        faults.add("/spaceIds/%d: '%s' does not exist".formatted(i, ids.get(i)));
      }
    }
    return faults;
  }

  private static Future<Void> judge(List<String> faults) {
    return faults.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            HubFailure.invalid("The hook names what is not there.", "Look up the ids again.")
                .details(faults));
  }
}
