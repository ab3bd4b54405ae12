package io.busbar.faults.load;

import io.busbar.faults.history.Ops;
import io.busbar.faults.place.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Everybody who uses the house, through every door. */
public final class Crowd {
  private static final int DRIVERS = 4;
  private static final String AT_LAST = " at last";
  private static final String LIST = " list";
  private static final String SNAPSHOT = " snapshot";
  private static final long PATIENCE_MS = 10_000;

  private final House house;
  private final Programs programs;
  private final List<LabDriver> drivers;
  private final RegisterLoad registers;
  private final CommandLoad commands;
  private final LocalDriver local;
  private final List<Feed> feeds = new ArrayList<>();
  private final List<SseReader> sse = new ArrayList<>();
  private final List<SocketIoReader> sockets = new ArrayList<>();
  private final List<MqttPublisher> publishers;
  private final List<MqttSubscriber> subscribers;

  public Crowd(House house) {
    this.house = house;
    this.programs = new Programs(house);
    this.drivers =
        IntStream.rangeClosed(1, DRIVERS).mapToObj(i -> new LabDriver(house, i)).toList();
    this.registers = new RegisterLoad(house);
    this.commands = new CommandLoad(house, names("lamp-"));
    this.local = new LocalDriver(house);
    this.publishers =
        List.of(new MqttPublisher(house, "lab/q1", 1, 0), new MqttPublisher(house, "lab/q2", 2, 1));
    this.subscribers =
        List.of(
            new MqttSubscriber(house, "sub-1", "lab/#", 0),
            new MqttSubscriber(house, "sub-2", "lab/#", 1));
  }

  /** The names of all devices. */
  public List<String> devices() {
    return drivers.stream().flatMap(driver -> driver.devices().stream()).toList();
  }

  public Programs programs() {
    return programs;
  }

  /** Connects the drivers. */
  public void arrive() {
    drivers.forEach(LabDriver::connect);
  }

  /** Learns the ids of the devices. Succeeds with whether all are known. */
  public Future<Boolean> learn(Address node) {
    return house
        .get(node, "/devices", PATIENCE_MS)
        .map(
            answer -> {
              JsonArray rows = answer.body().getJsonArray("data", new JsonArray());
              for (int i = 0; i < rows.size(); i++) {
                JsonObject row = rows.getJsonObject(i);
                if (row.getString("driverKey", "").startsWith("LAB_")) {
                  house.learn(row.getString("externalId"), row.getString("id"));
                }
              }
              return devices().stream().noneMatch(name -> house.id(name).isEmpty());
            });
  }

  /** Furnishes the house and opens the feeds. */
  public Future<Void> prepare(Address node) {
    return registers
        .prepare(node)
        .compose(done -> programs.prepare(node, names("sense-")))
        .compose(done -> local.prepare(node))
        .map(
            done -> {
              local.watch();
              openFeeds();
              publishers.forEach(MqttPublisher::connect);
              subscribers.forEach(MqttSubscriber::connect);
              tellWhoMustSee();
              return null;
            });
  }

  /** Whoever says nothing in the end is missed by this. */
  private void tellWhoMustSee() {
    feeds.forEach(feed -> place(feed.name() + AT_LAST));
    house.nodes().forEach(node -> place(node.name() + LIST));
    house.nodes().forEach(node -> place(node.name() + SNAPSHOT));
    subscribers.forEach(each -> house.history().seen(Ops.SUBSCRIBER, each.name(), "", ""));
  }

  private void place(String name) {
    house.history().seen(Ops.PLACE, name, "", "");
  }

  /** Whether everybody is connected. */
  public boolean isComplete() {
    return drivers.stream().allMatch(LabDriver::isRegistered)
        && feeds.stream().allMatch(Feed::isLive)
        && local.isLive()
        && subscribers.stream().allMatch(MqttSubscriber::isSubscribed);
  }

  public void start() {
    drivers.forEach(LabDriver::start);
    registers.start();
    commands.start();
    publishers.forEach(MqttPublisher::start);
  }

  public void stop() {
    drivers.forEach(LabDriver::stop);
    registers.stop();
    commands.stop();
    publishers.forEach(MqttPublisher::stop);
  }

  /** Whether everything that was published is acknowledged. */
  public boolean isIdle() {
    return publishers.stream().allMatch(MqttPublisher::isIdle);
  }

  /** Takes down what each node and feed shows. */
  public Future<Void> look() {
    for (Feed feed : feeds) {
      for (String device : devices()) {
        show(device, feed.last(device), feed.name() + AT_LAST);
      }
    }
    List<Future<?>> looks = new ArrayList<>();
    for (Address node : house.nodes()) {
      looks.add(look(node));
    }
    return Future.join(looks).mapEmpty();
  }

  /** Everybody leaves. */
  public void leave() {
    drivers.forEach(LabDriver::end);
    sse.forEach(SseReader::end);
    sockets.forEach(SocketIoReader::end);
    publishers.forEach(MqttPublisher::end);
    subscribers.forEach(MqttSubscriber::end);
  }

  private Future<Void> look(Address node) {
    return house
        .get(node, "/devices", PATIENCE_MS)
        .compose(
            answer -> {
              JsonArray rows = answer.body().getJsonArray("data", new JsonArray());
              for (int i = 0; i < rows.size(); i++) {
                JsonObject row = rows.getJsonObject(i);
                show(
                    row.getString("externalId", ""),
                    row.getJsonObject("state"),
                    node.name() + LIST);
              }
              return house.get(node, "/state/snapshot", PATIENCE_MS);
            })
        .map(
            answer -> {
              for (String id : answer.data().fieldNames()) {
                if (answer.data().getValue(id) instanceof JsonObject state) {
                  show(house.name(id), state, node.name() + SNAPSHOT);
                }
              }
              return null;
            });
  }

  private void show(String device, JsonObject state, String place) {
    if (state != null) {
      show(device, Feed.countIn(state), place);
    }
  }

  private void show(String device, long count, String place) {
    if (count >= 0 && devices().contains(device)) {
      house.history().seen(Ops.FINAL, device, Long.toString(count), place);
    }
  }

  private void openFeeds() {
    int count = house.nodes().size();
    for (int node = 0; node < count; node++) {
      openSse("sse-" + (node + 1), node, false);
    }
    openSse("sse-roaming", 0, count > 1);
    for (int client = 1; client <= 2; client++) {
      Feed feed = new Feed(house, "socketio-" + client, false);
      SocketIoReader reader = new SocketIoReader(house, feed, client);
      feeds.add(feed);
      sockets.add(reader);
      reader.open();
    }
  }

  private void openSse(String name, int node, boolean roams) {
    Feed feed = new Feed(house, name, !roams);
    SseReader reader = new SseReader(house, feed, node, roams);
    feeds.add(feed);
    sse.add(reader);
    reader.open();
  }

  private List<String> names(String prefix) {
    return devices().stream().filter(name -> name.startsWith(prefix)).toList();
  }
}
