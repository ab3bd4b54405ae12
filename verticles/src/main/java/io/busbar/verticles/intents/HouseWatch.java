package io.busbar.verticles.intents;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.meaning.Understanding;
import io.busbar.verticles.intents.meaning.Understanding.Knowledge;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the names of the house fresh. What changes is read again soon, many changes at once, and in
 * any case before the next sentence.
 */
final class HouseWatch {
  private static final Logger log = LoggerFactory.getLogger(HouseWatch.class);
  private static final Duration GATHER = Duration.ofMillis(500);

  private final HubBus bus;
  private final SemanticBook semantics;
  private final Knowledge knowledge;
  private final Timers timers;
  private @Nullable Understanding known;
  private @Nullable Future<Understanding> reading;
  private Timers.@Nullable Timer waiting;
  private long changes = 1;
  private long knownChanges;

  HouseWatch(HubBus bus, SemanticBook semantics, Knowledge knowledge, Timers timers) {
    this.bus = bus;
    this.semantics = semantics;
    this.knowledge = knowledge;
    this.timers = timers;
  }

  /** Something changed. */
  void touch() {
    changes++;
    if (waiting == null) {
      waiting = timers.after(GATHER, this::refresh);
    }
  }

  void stop() {
    if (waiting != null) {
      waiting.cancel();
    }
  }

  /**
   * Succeeds with the house as it is; as it was, when it cannot be read just now. Fails with
   * UNAVAILABLE when it has never been read.
   */
  Future<Understanding> current() {
    Understanding last = known;
    if (last == null) {
      return read();
    }
    return knownChanges == changes ? Future.succeededFuture(last) : read().otherwise(last);
  }

  private void refresh() {
    waiting = null;
    current().onFailure(cause -> log.warn("The house cannot be read: {}", cause.getMessage()));
  }

  private Future<Understanding> read() {
    Future<Understanding> underWay = reading;
    if (underWay != null) {
      return underWay;
    }
    long seen = changes;
    Future<Understanding> begun = lists().map(house -> remember(house, seen));
    reading = begun;
    return begun.onComplete(done -> reading = null);
  }

  private Future<KnownHouse> lists() {
    Future<DeviceList> devices = bus.request(DevicesContract.LIST, ListDevices.ALL);
    Future<SpaceList> spaces = bus.request(SpacesContract.LIST, ListSpaces.ALL);
    Future<ProgramList> programs = bus.request(ProgramsContract.LIST, ListPrograms.ALL);
    return Future.all(devices, spaces, programs)
        .map(
            all ->
                KnownHouse.of(
                    devices.result().devices(),
                    spaces.result().spaces(),
                    programs.result().programs(),
                    semantics.all()));
  }

  private Understanding remember(KnownHouse house, long seen) {
    Understanding understanding = new Understanding(knowledge, house);
    known = understanding;
    knownChanges = seen;
    return understanding;
  }
}
