package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.drivers.process.Timers.Timer;
import io.busbar.drivers.rate.TokenBucket;
import io.busbar.drivers.rs90.NamedList.Listed;
import io.busbar.drivers.rs90.RemoteState.Change;
import io.busbar.drivers.rs90.Wishes.Wish;
import io.busbar.drivers.rs90.keys.PressLine;
import io.busbar.drivers.rs90.keys.Presses;
import io.busbar.drivers.rs90.keys.Presses.Press;
import io.busbar.drivers.rs90.keys.RemoteKey;
import io.busbar.kit.Call;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The conversation with one remote; on one context. */
final class Remote {
  static final int MESSAGES_PER_SECOND = 200;
  static final int KEYS_PER_SECOND = 50;
  private static final int BURST = 2_000;
  private static final int KEY_BURST = 1_000;
  private static final Duration TELLING = Duration.ofMillis(500);
  private static final Duration ASKING = Duration.ofSeconds(2);
  private static final Duration LISTS_COME_WITHIN = Duration.ofSeconds(5);
  private static final int MAX_KEY_BYTES = 32;
  private static final String NO_KEY = "button:#";
  private static final String KEYS = "keys";

  private final String id;
  private final String start;
  private final Rs90.Place place;
  private final Turn turn;
  private final Driver driver;
  private final RemoteState state = new RemoteState();
  private final Wishes wishes;
  private final Presses presses;
  private final PressLine line = new PressLine(why -> wrong(KEYS, "fail: " + Turn.told(why)));
  private final TokenBucket messages;
  private final TokenBucket keys;
  private Future<Subscription> listening = Future.failedFuture("not yet");
  private Timer settling = Timer.NONE;
  private Timer telling = Timer.NONE;
  private Timer asking = Timer.NONE;
  private Instant told = Instant.MIN;
  private Instant asked = Instant.MIN;
  private boolean tellLater;
  private boolean listsToo;
  private boolean askLater;

  Remote(String id, Rs90.Place place, Turn turn, Driver driver) {
    this.id = id;
    this.start = Topic.ROOT + id + "/";
    this.place = place;
    this.turn = turn;
    this.driver = driver;
    this.wishes = new Wishes(state, place.settings());
    this.presses = new Presses(place.settings().timing(), place.clock());
    this.messages = new TokenBucket(MESSAGES_PER_SECOND, BURST, TokenBucket.nanos(place.clock()));
    this.keys = new TokenBucket(KEYS_PER_SECOND, KEY_BURST, TokenBucket.nanos(place.clock()));
  }

  void start() {
    driver.discover(Catalog.remote(id));
    listen();
    tell(true);
  }

  void stop() {
    settling.end();
    telling.end();
    asking.end();
    Future<Void> ignored = listening.compose(Subscription::end);
  }

  /** Its status came, from now or from earlier. Being online again, it is asked for everything. */
  void online(boolean online) {
    state.online(online);
    tell(false);
    if (online && messages.take(TokenBucket.nanos(place.clock()))) {
      listen();
      askBattery();
      askCommands();
    }
  }

  void askBattery() {
    if (state.isOnline()) {
      ask("battery/status");
    }
  }

  /** Does what a command asks for. Succeeds with what to say about it, which may be nothing. */
  Future<String> serve(Call call) {
    if (call.command().equals("refresh_lists")) {
      return refreshLists();
    }
    if (!state.isOnline()) {
      throw new Failure("the remote is offline: wake it, or check its broker settings");
    }
    if (call.command().startsWith("refresh_")) {
      askBattery();
      tell(true);
      return Future.succeededFuture("");
    }
    Wish wish = wishes.of(call);
    return publish(wish.topic(), wish.payload(), 1, wish.retained()).map("");
  }

  private void listen() {
    if (listening.failed()) {
      listening = turn.here(place.mqtt().subscribe(start + "#", this::heard));
      listening.onFailure(why -> wrong("the broker", "refuses: " + Turn.told(why)));
    }
  }

  /** Lists are retained: who subscribes again gets them again. */
  private Future<String> refreshLists() {
    asked = Instant.MIN;
    askCommands();
    return Future.all(
            List.of(Topic.DEVICE_LIST, Topic.MACRO_LIST, Topic.APP_LIST).stream()
                .map(list -> turn.here(place.mqtt().subscribe(start + list, this::heard)))
                .map(this::endLater)
                .toList())
        .map("");
  }

  private Future<Subscription> endLater(Future<Subscription> subscribed) {
    return subscribed.onSuccess(this::endLater);
  }

  private void endLater(Subscription again) {
    Timer unused = place.timers().after(LISTS_COME_WITHIN, () -> end(again));
  }

  private static void end(Subscription subscription) {
    Future<Void> ignored = subscription.end();
  }

  private void heard(MqttMessage message) {
    if (!message.topic().startsWith(start)) {
      return;
    }
    Topic topic = Topic.read(message.topic().substring(start.length()));
    boolean own = topic.kind() == Topic.Kind.DETAIL && message.payload().isEmpty();
    if (topic.kind() == Topic.Kind.OTHER || own) {
      return;
    }
    if (!messages.take(TokenBucket.nanos(place.clock()))) {
      wrong(
          "messages",
          "come faster than %d a second: some were lost".formatted(MESSAGES_PER_SECOND));
      return;
    }
    if (topic.kind() == Topic.Kind.KEYS) {
      key(message);
      return;
    }
    Change change = state.heard(topic, message.payload());
    if (change == Change.DEVICES) {
      askCommands();
    }
    if (change != Change.NOTHING) {
      tell(change != Change.STATE);
    }
  }

  /** A retained key was pressed earlier (decision 42); every other one counts. */
  private void key(MqttMessage message) {
    String text =
        message.payload().length() <= MAX_KEY_BYTES ? message.payload().text().strip() : "?";
    if (message.retained() || text.isEmpty() || text.equals(NO_KEY)) {
      return;
    }
    Optional<RemoteKey> key = RemoteKey.of(text);
    if (key.isEmpty()) {
      wrong(KEYS, "tell of a button that is none of 1 to 24");
    } else if (keys.take(TokenBucket.nanos(place.clock()))) {
      state.fault(KEYS, null);
      presses.pressed(key.get().name()).forEach(this::press);
      settle();
    } else {
      wrong(KEYS, "come faster than %d a second: some were lost".formatted(KEYS_PER_SECOND));
    }
  }

  private void settle() {
    settling.end();
    Optional<Instant> due = presses.due();
    if (due.isPresent()) {
      Duration wait = Duration.between(place.clock().instant(), due.get());
      settling = place.timers().after(wait, this::settled);
    }
  }

  private void settled() {
    presses.settled().forEach(this::press);
    settle();
  }

  private void press(Press press) {
    String kind = press.kind().name().toLowerCase(Locale.ROOT);
    RemoteKey key = RemoteKey.valueOf(press.key());
    String at = place.clock().instant().toString();
    state.show("lastKey", Map.of("key", press.key(), "press", kind, "at", at));
    if (!line.add(() -> turn.here(place.keys().pressed(id, key, kind)))) {
      wrong(KEYS, "wait for what earlier ones set going: some were lost");
    }
    tell(false);
  }

  private void wrong(String about, String fault) {
    state.fault(about, fault);
    tell(false);
  }

  private void ask(String topic) {
    Future<Void> ignored =
        publish(topic, "", 0, false)
            .onSuccess(done -> state.fault("asking", null))
            .onFailure(why -> wrong("asking", "fails: " + Turn.told(why)));
  }

  private Future<Void> publish(String topic, String payload, int qos, boolean retained) {
    MqttMessage message = new MqttMessage(start + topic, Bytes.of(payload), qos, retained);
    return turn.here(place.mqtt().publish(message));
  }

  /** Asks for the commands of all devices, not more often than {@link #ASKING}. */
  private void askCommands() {
    if (askLater) {
      return;
    }
    Duration wait = untilAfter(asked, ASKING);
    if (wait.isNegative() || wait.isZero()) {
      askNow();
      return;
    }
    askLater = true;
    asking = place.timers().after(wait, this::askNow);
  }

  private void askNow() {
    askLater = false;
    List<Listed> devices = state.devices().all();
    if (!state.isOnline() || devices.isEmpty()) {
      return;
    }
    asked = place.clock().instant();
    state.fault("messages", null);
    devices.stream()
        .map(Listed::name)
        .filter(Topic::canCarry)
        .distinct()
        .forEach(name -> ask(Topic.detail(name)));
  }

  /**
   * Tells the hub how it is, not more often than {@link #TELLING}. Lists go first: what is told to
   * be wrong with one is never seen before the list.
   */
  private void tell(boolean lists) {
    listsToo |= lists;
    if (tellLater) {
      return;
    }
    Duration wait = untilAfter(told, TELLING);
    if (wait.isNegative() || wait.isZero()) {
      tellNow();
      return;
    }
    tellLater = true;
    telling = place.timers().after(wait, this::tellNow);
  }

  private void tellNow() {
    tellLater = false;
    told = place.clock().instant();
    if (listsToo) {
      listsToo = false;
      driver.state(Catalog.idOf(id), state.lists());
    }
    driver.state(Catalog.idOf(id), state.state());
  }

  /** How long to wait; a clock that is set back makes it no longer than the pause. */
  private Duration untilAfter(Instant last, Duration pause) {
    if (last.equals(Instant.MIN)) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(place.clock().instant(), last.plus(pause));
    return wait.compareTo(pause) > 0 ? pause : wait;
  }
}
