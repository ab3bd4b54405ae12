package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.telemetry.TelemetryContract.MetricsReported;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.commands.maps.Echoes;
import io.busbar.verticles.commands.maps.FiringLimit;
import io.busbar.verticles.commands.maps.InboundMap;
import io.busbar.verticles.commands.maps.KnownHouse;
import io.busbar.verticles.commands.maps.Occurrence;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens in the house and does what the inbound action maps say about it. It acts on
 * changes only, never on one its own map has caused, and pauses a map that fires too often.
 */
public final class InboundMaps {
  private static final Logger log = LoggerFactory.getLogger(InboundMaps.class);

  private final HubBus bus;
  private final ActionMapBook book;
  private final CommandsService commands;
  private final Clock clock;
  private final KnownHouse house = new KnownHouse();
  private final Echoes echoes = new Echoes();
  private final FiringLimit limit = new FiringLimit();
  private final Set<String> failing = new HashSet<>();
  private volatile boolean acting = true;

  public InboundMaps(HubBus bus, ActionMapBook book, CommandsService commands, Clock clock) {
    this.bus = bus;
    this.book = book;
    this.commands = commands;
    this.clock = clock;
  }

  /** Learns the house as it is: what is already so fires nothing. */
  Future<Void> load() {
    book.onChange(this::mapChanged);
    return Future.all(
            bus.request(StatesContract.LIVE, Nothing.NOTHING)
                .onSuccess(live -> live.states().forEach(this::learn)),
            bus.request(DevicesContract.REGISTERED, new ListRegistered(null))
                .onSuccess(registered -> registered.devices().forEach(this::learn)))
        .mapEmpty();
  }

  /**
   * Whether this node acts on what it hears; of several nodes one does, the others only learn.
   * Callable from any thread.
   */
  public void act(boolean here) {
    acting = here;
  }

  Fields stateOf(DeviceId device) {
    return house.stateOf(device);
  }

  void stateChanged(StateChanged event) {
    DeviceState now = event.device();
    Fields before = house.changed(now.deviceId(), now.state());
    List<InboundMap> listening = book.inbound().listeningTo(now.deviceId());
    if (listening.isEmpty() || before.isEmpty() || event.changed().isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    event.changed().forEach(key -> changed.put(key, now.state().get(key)));
    tell(
        listening,
        of(
            Occurrence.STATE_UPDATE,
            now.driver().driverKey(),
            now.deviceId(),
            new Fields(changed),
            before));
  }

  void deviceChanged(DeviceChanged event) {
    Device device = event.device();
    learn(device);
    Fields said =
        Fields.of("deviceId", device.id().value())
            .with("name", device.name())
            .with("deviceType", device.deviceType());
    heard(
        "DEVICE_" + event.change().name(),
        device.endpoint().driver().driverKey(),
        device.id(),
        said);
    if (event.change() == Change.REMOVED) {
      house.forget(device.id());
    }
  }

  void metricsReported(MetricsReported event) {
    if (book.inbound().listeningTo(event.deviceId()).isEmpty()) {
      return;
    }
    for (Point point : event.points()) {
      Fields said =
          Fields.of("key", point.key()).with("value", point.value()).with("unit", point.unit());
      heard(Occurrence.METRIC_UPDATE, event.driver().driverKey(), event.deviceId(), said);
    }
  }

  void commandProgressed(CommandProgress event) {
    if (event.stage() != Stage.RESULT
        || event.driver() == null
        || book.inbound().listeningTo(event.deviceId()).isEmpty()) {
      return;
    }
    Fields said =
        Fields.of("action", event.action())
            .with("command", event.command())
            .with("success", event.code() == null)
            .with("message", event.message())
            .with("result", event.result().values())
            .with("value", event.code() == null);
    heard(Occurrence.ACTION_RESULT, event.driver().driverKey(), event.deviceId(), said);
  }

  void driverChanged(DriverStatusChanged event) {
    String status = event.status().name().toLowerCase(Locale.ROOT);
    Fields said =
        Fields.of("driverKey", event.driver().driverKey().value())
            .with("instanceId", event.driver().instanceId().value())
            .with("status", status)
            .with("reason", event.reason())
            .with("restarts", event.restarts())
            .with("value", status);
    heard(Occurrence.DRIVER_STATUS, event.driver().driverKey(), null, said);
  }

  void keyPressed(KeyPressed event) {
    Fields said =
        Fields.of("remoteId", event.remoteId())
            .with("key", event.key())
            .with("press", event.press())
            .with("value", event.key());
    heard(Occurrence.REMOTE_KEY, null, null, said);
  }

  private void heard(
      String name, @Nullable DriverKey driver, @Nullable DeviceId device, Fields said) {
    List<InboundMap> listening = book.inbound().listeningTo(device);
    if (!listening.isEmpty()) {
      tell(
          listening,
          of(name, driver, device, said, device == null ? Fields.EMPTY : house.stateOf(device)));
    }
  }

  private Occurrence of(
      String name,
      @Nullable DriverKey driver,
      @Nullable DeviceId device,
      Fields said,
      Fields before) {
    return new Occurrence(
        name,
        driver,
        device,
        device == null ? null : house.typeOf(device),
        said,
        before,
        device == null ? Fields.EMPTY : house.stateOf(device));
  }

  private void tell(List<InboundMap> listening, Occurrence occurrence) {
    if (!acting) {
      return;
    }
    Instant now = clock.instant();
    for (InboundMap map : listening) {
      if (map.hears(occurrence)
          && !echoes.isEcho(map.id(), occurrence.device(), now)
          && map.mayFire(occurrence, house::stateOf)
          && isAllowed(map, now)) {
        fire(map, occurrence, now);
      }
    }
  }

  private boolean isAllowed(InboundMap map, Instant now) {
    FiringLimit.Verdict verdict = limit.ask(map.id(), now);
    if (verdict == FiringLimit.Verdict.PAUSES) {
      log.warn(
          "Action map {} ({}) fired more than {} times in {} s and is paused for {} s:"
              + " it may run in a circle",
          map.id(),
          map.map().name(),
          FiringLimit.MOST,
          FiringLimit.SPAN.toSeconds(),
          FiringLimit.PAUSE.toSeconds());
    }
    return verdict == FiringLimit.Verdict.FIRES;
  }

  private void fire(InboundMap inbound, Occurrence occurrence, Instant now) {
    ActionMap map = inbound.map();
    DeviceId target = map.targetDeviceId();
    Object value = inbound.event().valueOf(occurrence);
    Future<?> done;
    if (target == null) {
      done =
          bus.request(
              ProgramsContract.RUN,
              MapRuns.program(
                  map, occurrence.device(), occurrence.event(), value, 0, Source.AUTOMATION, null));
    } else {
      echoes.caused(map.id(), occurrence.device(), target, now);
      Fields arguments = inbound.arguments(occurrence.state(), occurrence.event(), value);
      done =
          commands.execute(
              new ExecuteCommand(
                  target, map.command(), arguments, null, null, 0, Source.AUTOMATION, null));
    }
    done.onSuccess(ended -> works(map)).onFailure(cause -> fails(map, cause));
  }

  private void works(ActionMap map) {
    if (failing.remove(map.id())) {
      log.info("Action map {} ({}) works again", map.id(), map.name());
    }
  }

  private void fails(ActionMap map, Throwable cause) {
    if (failing.add(map.id())) {
      log.warn(
          "Action map {} ({}) fired and nothing came of it: {}",
          map.id(),
          map.name(),
          cause.getMessage());
    }
  }

  private void mapChanged(String id) {
    limit.forget(id);
    failing.remove(id);
  }

  private void learn(DeviceState state) {
    house.learn(state.deviceId(), state.state());
  }

  private void learn(Device device) {
    house.is(device.id(), device.deviceType());
  }
}
