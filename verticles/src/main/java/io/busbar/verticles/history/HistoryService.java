package io.busbar.verticles.history;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.history.HistoryContract.History;
import io.busbar.contracts.history.HistoryContract.ReadHistory;
import io.busbar.contracts.history.HistoryContract.Resolution;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.history.HistoryStore.Found;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Records how states change, and reads it back. */
public final class HistoryService {
  private static final long STORED_WITHIN_MS = 3_000;

  private final HubBus bus;
  private final HistoryStore store;
  private final HistorySettings settings;
  private final HistoryRecorder recorder;
  private final Clock clock;

  public HistoryService(
      HubBus bus, HistoryStore store, HistorySettings settings, Timers timers, Clock clock) {
    this.bus = bus;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.recorder = new HistoryRecorder(store, timers, clock);
  }

  /** Changes that wait to be stored. */
  public Backlog changes() {
    return recorder.changes();
  }

  /** Hours that wait to be stored. */
  public Backlog hours() {
    return recorder.hours();
  }

  /** How many changes were not kept because they came too fast or of too many keys. */
  public long skipped() {
    return recorder.skipped();
  }

  /** Learns what holds now. Fails: UNAVAILABLE nobody knows the states. */
  Future<Void> begin() {
    if (!settings.enabled()) {
      return Future.succeededFuture();
    }
    return bus.request(StatesContract.LIVE, Nothing.NOTHING)
        .map(
            live -> {
              recorder.begin(live);
              return null;
            });
  }

  void stateChanged(StateChanged event) {
    if (settings.enabled()) {
      recorder.changed(event);
    }
  }

  void deviceChanged(DeviceChanged event) {
    if (event.change() == Change.REMOVED) {
      recorder.removed(event.device().id());
    }
  }

  void catchUp() {
    recorder.catchUp();
  }

  void sumUp() {
    recorder.sumUp();
  }

  Future<History> read(ReadHistory asked) {
    HistoryQuestion question = HistoryQuestion.of(asked, clock.instant(), settings);
    return bus.request(DevicesContract.FIND, new FindDevice(asked.deviceId()))
        .compose(device -> stored(device.id()))
        .compose(stored -> answer(question));
  }

  /** Deletes what is older than is kept, and what is of devices that are gone for good. */
  Future<Void> retain() {
    Instant now = clock.instant();
    return store
        .retain(now.minus(settings.raw()), now.minus(settings.hourly()))
        .compose(done -> bus.request(DevicesContract.REGISTERED, new ListRegistered(null)))
        .compose(registered -> store.keepOnly(ids(registered)));
  }

  /** Succeeds when everything so far is stored. */
  Future<Void> flush() {
    recorder.sumUp();
    return recorder.storeNow();
  }

  private Future<Void> stored(DeviceId device) {
    recorder.sumUp(device);
    return recorder
        .storeNow()
        .timeout(STORED_WITHIN_MS, TimeUnit.MILLISECONDS)
        .recover(late -> Future.failedFuture(notStored()));
  }

  private Future<History> answer(HistoryQuestion question) {
    return switch (question.resolution()) {
      case RAW, MINUTE -> store.changes(question.changes(true)).map(found -> fine(question, found));
      case HOUR, DAY ->
          Future.all(store.hours(question.hours()), store.changes(question.changes(false)))
              .map(both -> coarse(question, both.resultAt(0), both.resultAt(1)));
    };
  }

  private static History fine(HistoryQuestion question, Found<ChangePoint> found) {
    Timeline timeline = new Timeline(question.from());
    if (question.resolution() == Resolution.RAW) {
      return question.answer(timeline.changes(found, Set.of()).entries(), null);
    }
    List<ChangePoint> rows = found.rows();
    Instant last = rows.size() < HistoryQuestion.MOST_ROWS ? null : rows.get(rows.size() - 1).at();
    Instant until = last == null ? question.until() : last;
    return question.answer(timeline.rolledUp(found, HistoryQuestion.MINUTE, until).entries(), last);
  }

  private static History coarse(
      HistoryQuestion question, Found<HourRow> hours, Found<ChangePoint> others) {
    Timeline timeline = new Timeline(question.from()).changes(others, Timeline.keys(hours));
    if (question.resolution() == Resolution.HOUR) {
      return question.answer(timeline.hours(hours).entries(), null);
    }
    List<HourRow> rows = hours.rows();
    Instant last = rows.size() < HistoryQuestion.MOST_ROWS ? null : begin(rows);
    Instant until = last == null ? question.until() : last;
    return question.answer(timeline.sums(hours, question.stretches(), until).entries(), last);
  }

  private static Instant begin(List<HourRow> rows) {
    return Instant.ofEpochMilli(rows.get(rows.size() - 1).span().start());
  }

  private static Set<DeviceId> ids(Registered registered) {
    return registered.devices().stream().map(Device::id).collect(Collectors.toSet());
  }

  private static HubFailure notStored() {
    return HubFailure.unavailable(
        "The database does not answer.", "Changes are kept and stored when it is back.");
  }
}
