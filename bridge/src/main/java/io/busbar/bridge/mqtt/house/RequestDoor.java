package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.BrokerApi;
import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * What clients of the own broker ask of the house, and may write below its topics (spec 8.7). Every
 * node has one for its own clients, whichever node tells the house.
 */
public final class RequestDoor extends VerticleBase {
  private final HubBus bus;
  private final BrokerApi own;
  private final MessageLink all;
  private final HouseDoor.Settings settings;
  private final HouseCounts counts;
  private @Nullable Subscription subscription;

  /**
   * @param own whose clients are heard
   * @param all where results are told
   */
  public RequestDoor(
      HubBus bus, BrokerApi own, MessageLink all, HouseDoor.Settings settings, HouseCounts counts) {
    this.bus = bus;
    this.own = own;
    this.all = all;
    this.settings = settings;
    this.counts = counts;
  }

  /** Succeeds when requests are heard. Fails: UNAVAILABLE the hub's id is not known. */
  @Override
  public Future<?> start() {
    return bus.request(HomeContract.READ_HUB, Nothing.NOTHING)
        .compose(hub -> own.hook(rules(new HouseTopics(hub.id()))))
        .onSuccess(hooked -> subscription = hooked);
  }

  @Override
  public Future<?> stop() {
    Subscription hooked = subscription;
    return hooked == null ? Future.succeededFuture() : hooked.end();
  }

  private DoorRules rules(HouseTopics topics) {
    Desk desk = new Desk(bus, topics, all, counts);
    return new DoorRules(
        topics,
        topic ->
            settings.homeAssistant() != null
                && Announcer.isOwn(topic, settings.prefix(), topics.hubId()),
        request -> context.runOnContext(turn -> desk.take(request)));
  }
}
