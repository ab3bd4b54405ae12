package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.homeassistant.Export.Form;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house on MQTT (spec 8.7; {@code contracts/mqtt/topics.yaml}): the state of every device,
 * events, and what Home Assistant is told of it. Of several nodes one tells. What clients of the
 * own broker ask is heard by {@link RequestDoor}.
 */
public final class HouseDoor extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(HouseDoor.class);
  private static final long SOON_MS = 300;
  private static final long FAREWELL_SECONDS = 2;
  private static final String ONLINE = "online";
  private static final String OFFLINE = "offline";

  private final HubBus bus;
  private final LiveFeed feed;
  private final Links links;
  private final Settings settings;
  private final HouseCounts counts;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Map<String, Runnable> soon = new HashMap<>();
  private boolean telling;
  private volatile @Nullable Parts parts;
  private volatile boolean ending;

  /**
   * The brokers of the house.
   *
   * @param all what is told, is told to all of them
   * @param foreign null: the hub is no client of another; whose requests are heard
   */
  public record Links(MessageLink all, @Nullable MessageLink foreign) {}

  /**
   * @param homeAssistant in which form Home Assistant is told of devices; null: not at all
   * @param prefix of its discovery topics
   * @param houseName what people call the house
   * @param version of the hub
   */
  public record Settings(
      @Nullable Form homeAssistant, String prefix, String houseName, String version) {}

  private record Parts(
      HouseTopics topics,
      Shelf shelf,
      Announcer announcer,
      Devices devices,
      Desk desk,
      EventReader events) {}

  /** Makes the door; it opens when it is deployed. */
  public HouseDoor(HubBus bus, LiveFeed feed, Links links, Settings settings, HouseCounts counts) {
    this.bus = bus;
    this.feed = feed;
    this.links = links;
    this.settings = settings;
    this.counts = counts;
  }

  /** Succeeds when requests are heard and all there is to tell is on its way. */
  @Override
  public Future<?> start() {
    return bus.request(HomeContract.READ_HUB, Nothing.NOTHING)
        .map(hub -> make(new HouseTopics(hub.id())))
        .compose(made -> hear(made).compose(heard -> open(made)));
  }

  /** Says that the hub goes, and tells nothing more. Succeeds when that is out, or very soon. */
  public Future<Void> end() {
    Parts made = parts;
    if (made == null || ending) {
      return Future.succeededFuture();
    }
    ending = true;
    Promise<Void> said = Promise.promise();
    context.runOnContext(
        turn ->
            made.shelf()
                .putAndAwait(made.topics().status(), OFFLINE)
                .timeout(FAREWELL_SECONDS, TimeUnit.SECONDS)
                .onComplete(either -> said.complete()));
    return said.future();
  }

  @Override
  public Future<?> stop() {
    return end()
        .transform(ended -> Future.join(subscriptions.stream().map(Subscription::end).toList()));
  }

  private Parts make(HouseTopics topics) {
    Shelf shelf = new Shelf(vertx, links.all(), counts);
    Announcer announcer =
        new Announcer(
            topics,
            new Announcer.Settings(
                settings.homeAssistant(),
                settings.prefix(),
                settings.houseName(),
                settings.version()),
            shelf);
    Parts made =
        new Parts(
            topics,
            shelf,
            announcer,
            new Devices(vertx, bus, topics, shelf, announcer),
            new Desk(bus, topics, links.all(), counts),
            new EventReader(links.all(), topics.event(), counts));
    parts = made;
    return made;
  }

  private Future<Void> hear(Parts made) {
    Devices devices = made.devices();
    List<Future<Subscription>> heard = new ArrayList<>();
    heard.add(
        bus.listen(
            StatesContract.CHANGED, event -> unlessEnding(() -> devices.stateChanged(event))));
    heard.add(
        bus.listen(
            DevicesContract.CHANGED, event -> unlessEnding(() -> devices.deviceChanged(event))));
    heard.add(bus.listen(SpacesContract.CHANGED, event -> soon("spaces", devices::refreshAll)));
    heard.add(bus.listen(ProgramsContract.CHANGED, event -> soon("programs", this::programs)));
    heard.addAll(requests(made));
    heard.add(links.all().subscribe(made.topics().status(), this::statusHeard));
    if (settings.homeAssistant() != null) {
      heard.add(links.all().subscribe(made.announcer().birth(), this::homeAssistantStarted));
    }
    return Future.join(heard)
        .onSuccess(all -> heard.forEach(each -> subscriptions.add(each.result())))
        .mapEmpty();
  }

  private List<Future<Subscription>> requests(Parts made) {
    List<Future<Subscription>> heard = new ArrayList<>();
    MessageLink foreign = links.foreign();
    if (foreign != null) {
      heard.add(foreign.subscribe(made.topics().ofDevices("set"), this::asked));
      heard.add(foreign.subscribe(made.topics().ofPrograms("run"), this::asked));
    }
    return heard;
  }

  private Future<Void> open(Parts made) {
    return made.devices()
        .learn()
        .onSuccess(
            learned -> {
              sayOnline(made);
              telling = true;
              askPrograms().onComplete(either -> sweep());
              links.all().whenBack(this::back);
              subscriptions.add(feed.follow(made.events()));
            });
  }

  /** A request that came over a foreign broker, which alone knows by whom. */
  private void asked(Message message) {
    Parts made = parts;
    if (made != null && !ending) {
      made.topics()
          .ask(message.topic())
          .map(
              ask ->
                  new Request(
                      ask, message.payload(), message.retain(), Request.user("bridge"), null, null))
          .ifPresent(made.desk()::take);
    }
  }

  private void homeAssistantStarted(Message message) {
    if (message.payload().text().equals(ONLINE)) {
      soon("birth", () -> withParts(made -> made.announcer().repeat()));
    }
  }

  /** Another node's connection to a foreign broker broke and left its will; the house is here. */
  private void statusHeard(Message message) {
    if (telling && message.payload().text().equals(OFFLINE)) {
      soon("status", () -> withParts(HouseDoor::sayOnline));
    }
  }

  private static void sayOnline(Parts made) {
    made.shelf().put(made.topics().status(), ONLINE);
  }

  /** A foreign broker is there; it may know nothing, or too much. */
  private void back() {
    soon("back", () -> withParts(this::repeat));
  }

  private void repeat(Parts made) {
    sayOnline(made);
    made.devices().repeat();
    made.announcer().repeat();
    sweep(made);
  }

  private void programs() {
    askPrograms().onComplete(either -> {});
  }

  private Future<?> askPrograms() {
    return bus.request(ProgramsContract.LIST, ListPrograms.ALL)
        .onSuccess(list -> withParts(made -> made.announcer().programs(list.programs())))
        .onFailure(cause -> log.warn("Programs are not told on MQTT: {}", cause.getMessage()));
  }

  private void sweep() {
    withParts(this::sweep);
  }

  private void sweep(Parts made) {
    List<String> filters = new ArrayList<>();
    filters.add(made.topics().ofDevices("state"));
    filters.add(made.topics().ofDevices("availability"));
    if (settings.homeAssistant() != null) {
      filters.addAll(made.announcer().everything());
    }
    new Sweep(vertx, links.all(), filters, message -> found(made, message))
        .start()
        .onFailure(cause -> log.debug("No sweep: {}", cause.getMessage()));
  }

  private void found(Parts made, Message message) {
    unlessEnding(
        () -> {
          made.devices().found(message.topic(), message.payload());
          made.announcer().found(message.topic(), message.payload());
        });
  }

  /** Does it once a little later, however often it is asked for until then. */
  private void soon(String name, Runnable work) {
    if (soon.put(name, work) == null) {
      vertx.setTimer(
          SOON_MS,
          due -> {
            Runnable now = soon.remove(name);
            if (now != null) {
              unlessEnding(now);
            }
          });
    }
  }

  private void withParts(Consumer<Parts> work) {
    Parts made = parts;
    if (made != null) {
      unlessEnding(() -> work.accept(made));
    }
  }

  private void unlessEnding(Runnable work) {
    if (!ending) {
      work.run();
    }
  }
}
