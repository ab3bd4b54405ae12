package io.busbar.verticles.activity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.activity.ActivityContract.ActivityPage;
import io.busbar.contracts.activity.ActivityContract.ListActivity;
import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.identity.IdentityContract.PersonSeen;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChanged;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.activity.ActivityStore.Query;
import io.busbar.verticles.activity.RecentItems.Told;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens to what happens in the hub and writes it down for people. */
public final class ActivityService {
  /** How many items are kept, whatever their age. */
  static final int MOST_ITEMS = 1_000_000;

  private static final int MOST_A_PAGE = 500;
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_WAITING = 100_000;
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final long STORED_WITHIN_MS = 3_000;

  private final HubBus bus;
  private final ActivityStore store;
  private final Duration retention;
  private final Clock clock;
  private final WriteBehind<String, Told> writeBehind;
  private final RecentItems recent =
      new RecentItems(() -> "act_" + UuidCreator.getTimeOrderedEpoch());
  private final DriverPresence drivers = new DriverPresence();
  private final Map<DeviceId, String> names = new HashMap<>();

  public ActivityService(
      HubBus bus, ActivityStore store, Duration retention, Timers timers, Clock clock) {
    this.bus = bus;
    this.store = store;
    this.retention = retention;
    this.clock = clock;
    this.writeBehind = new WriteBehind<>("Activity", MAX_WAITING, GATHER, timers, this::save);
  }

  /** What waits to be stored. */
  public Backlog backlog() {
    return writeBehind;
  }

  /** Learns the names of devices. Fails: UNAVAILABLE nobody knows the devices. */
  Future<Void> begin() {
    return bus.request(DevicesContract.REGISTERED, new ListRegistered(null))
        .map(
            registered -> {
              registered.devices().forEach(this::learn);
              return null;
            });
  }

  void commandProgressed(CommandProgress event) {
    switch (event.stage()) {
      case REQUESTED, DISPATCHED -> {}
      case FAILED, RESULT -> tell(Happenings.of(event, nameOf(event.deviceId())));
    }
  }

  void deviceChanged(DeviceChanged event) {
    learn(event.device());
    switch (event.change()) {
      case DISCOVERED -> tell(Happenings.deviceAdded(event.device()));
      case REMOVED -> {
        tell(Happenings.deviceRemoved(event.device()));
        names.remove(event.device().id());
      }
      case UPDATED -> {}
    }
  }

  /** Another node wrote it down; here it is only a name. */
  void deviceChangedAfar(String node, DeviceChanged event) {
    learn(event.device());
  }

  void driverChanged(DriverStatusChanged event) {
    switch (drivers.after(event)) {
      case APPEARED -> tell(Happenings.driverConnected(event));
      case LOST -> tell(Happenings.driverLost(event));
      case NONE -> {}
    }
  }

  void personSeen(PersonSeen event) {
    tell(Happenings.of(event));
  }

  void userChanged(UserChanged event) {
    tell(Happenings.of(event));
  }

  void instanceChanged(InstanceChanged event) {
    tell(Happenings.of(event));
  }

  void spaceChanged(SpaceChanged event) {
    tell(Happenings.of(event, clock.instant()));
  }

  void programChanged(ProgramChanged event) {
    tell(Happenings.of(event, clock.instant()));
  }

  void runProgressed(RunProgressed event) {
    switch (event.progress()) {
      case STARTED, STEP -> {}
      case FINISHED, FAILED -> tell(Happenings.of(event.run(), clock.instant()));
    }
  }

  void triggered(AutomationTriggered event) {
    tell(Happenings.of(event));
  }

  Future<ActivityPage> list(ListActivity asked) {
    Query query = query(asked);
    return writeBehind
        .storeNow()
        .timeout(STORED_WITHIN_MS, TimeUnit.MILLISECONDS)
        .recover(late -> Future.failedFuture(notStored()))
        .compose(stored -> store.list(query))
        .map(items -> page(items, query.limit() - 1));
  }

  /** Deletes what is older than is kept. */
  Future<Void> retain() {
    return store.retain(clock.instant().minus(retention), MOST_ITEMS);
  }

  /** Succeeds when everything so far is stored. */
  Future<Void> flush() {
    return writeBehind.storeNow();
  }

  private void tell(Happening happening) {
    Told told = recent.tell(happening);
    boolean unused = writeBehind.put(told.id(), told);
  }

  private Future<Void> save(List<Told> told) {
    return store.save(told.stream().map(Told::item).toList());
  }

  private void learn(Device device) {
    names.put(device.id(), device.name());
  }

  private String nameOf(DeviceId id) {
    return names.getOrDefault(id, id.value());
  }

  private static ActivityPage page(List<ActivityItem> items, int limit) {
    if (items.size() <= limit) {
      return new ActivityPage(items, null);
    }
    List<ActivityItem> shown = List.copyOf(items.subList(0, limit));
    return new ActivityPage(shown, shown.get(limit - 1).id());
  }

  /** Asks for one item more than is shown: whether there is a next page. */
  private static Query query(ListActivity asked) {
    Instant from = asked.from();
    Instant to = asked.to();
    if (from != null && to != null && to.isBefore(from)) {
      throw HubFailure.invalid("The span ends before it begins.", "Swap from and to.");
    }
    int limit = Objects.requireNonNullElse(asked.limit(), DEFAULT_PAGE);
    if (limit < 1 || limit > MOST_A_PAGE) {
      throw HubFailure.invalid(
              "limit must be 1 to %d.".formatted(MOST_A_PAGE), "Page on with before.")
          .reason("VALUE_OUT_OF_RANGE");
    }
    return new Query(
        from,
        to,
        asked.who(),
        source(asked.source()),
        asked.kind(),
        asked.deviceId(),
        asked.programId(),
        asked.before(),
        limit + 1);
  }

  private static @Nullable Source source(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return Arrays.stream(Source.values())
        .filter(source -> source.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                HubFailure.invalid(
                    "No source is called '%s'.".formatted(word),
                    "Use rest, socket, mqtt, program, automation, driver or system."));
  }

  private static HubFailure notStored() {
    return HubFailure.unavailable(
        "The database does not answer.", "Items are kept and stored when it is back.");
  }
}
