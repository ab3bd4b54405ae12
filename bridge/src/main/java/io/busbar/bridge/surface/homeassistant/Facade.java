package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.surface.homeassistant.model.Change;
import io.busbar.bridge.surface.homeassistant.model.ContextIds;
import io.busbar.bridge.surface.homeassistant.model.HouseModel;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the house in the words of Home Assistant and tells listeners what changes, in one order.
 * Everything that changes it runs on its own context.
 */
public final class Facade extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(Facade.class);
  private static final long TICK_MS = 20_000;

  private final HubBus bus;
  private final InstantSource clock;
  private final ContextIds contexts;
  private final HouseModel house;
  private final int mostListeners;
  private final Removals removals = new Removals();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private List<Subscription> subscriptions = List.of();

  /**
   * @param mostListeners how many may listen at once
   */
  public Facade(HubBus bus, InstantSource clock, RandomGenerator random, int mostListeners) {
    this.bus = bus;
    this.clock = clock;
    this.contexts = new ContextIds(clock, random);
    this.house = new HouseModel(contexts);
    this.mostListeners = mostListeners;
  }

  @Override
  public Future<?> start() {
    long unused =
        vertx.setPeriodic(TICK_MS, due -> each(listener -> listener.tick(clock.instant())));
    return Future.all(
            List.of(
                bus.listen(StatesContract.CHANGED, event -> stated(event.device())),
                bus.listen(DevicesContract.CHANGED, this::deviceChanged),
                bus.listen(ProgramsContract.CHANGED, this::programChanged),
                bus.listen(ProgramsContract.PROGRESS, this::ran),
                bus.listen(IdentityContract.TOKENS_REVOKED, this::revoked),
                bus.listen(IdentityContract.USER_CHANGED, this::userChanged)))
        .onSuccess(listening -> subscriptions = listening.list())
        .compose(listening -> ask(DevicesContract.LIST, ListDevices.ALL, this::listed))
        .compose(listed -> ask(StatesContract.LIVE, Nothing.NOTHING, this::live))
        .compose(live -> ask(ProgramsContract.LIST, ListPrograms.ALL, this::listed));
  }

  @Override
  public Future<?> stop() {
    each(listener -> listener.end("the hub stops"));
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }

  HouseModel house() {
    return house;
  }

  ContextIds contexts() {
    return contexts;
  }

  /** Whether one more may listen. */
  boolean hasRoom() {
    return listeners.size() < mostListeners;
  }

  /** Tells a listener what happens from now on. */
  void join(Listener listener) {
    listeners.add(listener);
  }

  /** A listener is gone; leaving twice is harmless. */
  void leave(Listener listener) {
    listeners.remove(listener);
  }

  /** Reads how a device is now. Succeeds when listeners are told, also when nobody knows it. */
  Future<Void> refresh(DeviceId id) {
    return onContext(() -> ask(StatesContract.READ, new ReadState(id), this::read))
        .otherwiseEmpty()
        .mapEmpty();
  }

  /** The outcome is told on the context that asks. */
  private <T> Future<T> onContext(Supplier<Future<T>> work) {
    Promise<T> done = MessageLink.promise();
    context.runOnContext(here -> work.get().onComplete(done));
    return done.future();
  }

  /** Asks and hands the answer on with what tells whether a thing is still there. */
  private <Q, A> Future<A> ask(
      RequestAddress<Q, A> address, Q question, BiConsumer<A, Predicate<Object>> use) {
    long asked = removals.asked();
    return bus.request(address, question)
        .onSuccess(answer -> use.accept(answer, id -> removals.isThere(id, asked)))
        .onComplete(answered -> removals.answered());
  }

  private void listed(DeviceList list, Predicate<Object> isThere) {
    list.devices().forEach(device -> read(device, isThere));
  }

  private void listed(ProgramList list, Predicate<Object> isThere) {
    list.programs().forEach(program -> read(program, isThere));
  }

  private void live(LiveStates live, Predicate<Object> isThere) {
    live.states().forEach(state -> read(state, isThere));
  }

  private void read(LogicalDevice device, Predicate<Object> isThere) {
    if (isThere.test(device.id())) {
      tell(house.put(device, clock.instant()));
    }
  }

  private void read(Program program, Predicate<Object> isThere) {
    if (isThere.test(program.id())) {
      tell(house.put(program, clock.instant()));
    }
  }

  private void read(DeviceState state, Predicate<Object> isThere) {
    if (isThere.test(state.deviceId())) {
      stated(state);
    }
  }

  private void stated(DeviceState state) {
    tell(house.put(state, clock.instant()));
  }

  private void deviceChanged(DeviceChanged event) {
    DeviceId id = event.device().id();
    switch (event.change()) {
      case REMOVED -> {
        removals.removed(id);
        tell(house.remove(id, clock.instant()));
      }
      case DISCOVERED, UPDATED ->
          ask(DevicesContract.READ, new ReadDevice(id), this::read)
              .onFailure(cause -> log.debug("{} is not shown: {}", id, cause.getMessage()));
    }
  }

  private void programChanged(ProgramChanged event) {
    String id = event.program().id();
    if (event.change() == ProgramsContract.Change.REMOVED) {
      removals.removed(id);
      tell(house.removeProgram(id, clock.instant()));
    } else {
      tell(house.put(event.program(), clock.instant()));
    }
  }

  private void ran(RunProgressed event) {
    switch (event.progress()) {
      case STEP, STARTED -> {}
      case FINISHED, FAILED ->
          ask(ProgramsContract.READ, new ReadProgram(event.run().programId()), this::read)
              .onFailure(cause -> log.debug("A run is not shown: {}", cause.getMessage()));
    }
  }

  private void tell(List<Change> changes) {
    if (!changes.isEmpty() && !listeners.isEmpty()) {
      List<SharedEvent> events = changes.stream().map(SharedEvent::new).toList();
      listeners.forEach(
          listener -> listener.context().runOnContext(there -> listener.deliver(events)));
    }
  }

  private void revoked(TokensRevoked event) {
    endAll(
        by ->
            event.tokenIds().isEmpty()
                ? by.id().equals(event.user())
                : event.tokenIds().contains(by.tokenId()));
  }

  private void userChanged(UserChanged event) {
    if (event.change() == UserChange.ROLE_CHANGED) {
      endAll(by -> by.id().equals(event.id()));
    }
  }

  private void endAll(Predicate<Principal> concerned) {
    each(
        listener -> {
          if (concerned.test(listener.principal())) {
            listener.end("the token was ended");
          }
        });
  }

  private void each(Consumer<Listener> step) {
    listeners.forEach(listener -> listener.context().runOnContext(there -> step.accept(listener)));
  }
}
