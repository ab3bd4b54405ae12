package io.busbar.verticles.commands;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up what an action map names, so that none is saved that can do nothing. */
public final class MapReferences {
  private final HubBus bus;

  public MapReferences(HubBus bus) {
    this.bus = bus;
  }

  /**
   * Succeeds when everything the map names exists. Fails: INVALID with the path of what does not ·
   * UNAVAILABLE or TIMED_OUT it cannot be looked up.
   */
  Future<Void> require(ActionMap map) {
    List<Future<?>> found = new ArrayList<>();
    device(found, "deviceId", map.deviceId());
    device(found, "targetDeviceId", map.targetDeviceId());
    if (map.condition() != null) {
      device(
          found,
          "condition.deviceId",
          map.condition().text("deviceId").map(DeviceId::new).orElse(null));
    }
    String program = map.triggerProgramId();
    if (program != null) {
      found.add(
          bus.request(ProgramsContract.READ, new ReadProgram(program))
              .recover(cause -> missing("triggerProgramId", "program", program, cause)));
    }
    return Future.join(found).mapEmpty();
  }

  private void device(List<Future<?>> found, String path, @Nullable DeviceId id) {
    if (id != null) {
      found.add(
          bus.request(DevicesContract.FIND, new FindDevice(id))
              .recover(cause -> missing(path, "device", id.value(), cause)));
    }
  }

  private static <T> Future<T> missing(String path, String what, String id, Throwable cause) {
    if (!(cause instanceof HubFailure failure) || failure.code() != FailureCode.NOT_FOUND) {
      return Future.failedFuture(cause);
    }
    return Future.failedFuture(
        HubFailure.invalid(
                "%s names no %s: '%s'.".formatted(path, what, id),
                "Look its id up in the list of %ss.".formatted(what))
            .details(List.of("%s: there is no %s '%s'".formatted(path, what, id))));
  }
}
