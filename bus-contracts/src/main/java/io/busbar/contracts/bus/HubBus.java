package io.busbar.contracts.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only class that touches the Vert.x event bus. Questions are typed, bounded and traced; they
 * fail with {@link HubFailure} and nothing else. What stays on this node takes the short way
 * ({@link NearBus}); only what goes to another node is written.
 */
public final class HubBus {
  private static final Logger log = LoggerFactory.getLogger(HubBus.class);

  /** The bus header that names the node: its own listeners have heard already. */
  private static final String SENDER = "node";

  private final EventBus eventBus;
  private final NearBus near;
  private final boolean clustered;
  private final BusObserver observer;
  private final InFlight inFlight;
  private final Awaited awaited;
  private final String self;
  private final BooleanSupplier held;

  private HubBus(Vertx vertx, BusObserver observer, String self) {
    this.self = self;
    this.eventBus = vertx.eventBus();
    this.near = new NearBus(vertx);
    this.clustered = vertx.isClustered();
    this.observer = observer;
    this.inFlight = new InFlight();
    this.awaited = new Awaited();
    this.held = () -> true;
  }

  private HubBus(HubBus whole, BooleanSupplier held) {
    this.self = whole.self;
    this.eventBus = whole.eventBus;
    this.near = whole.near;
    this.clustered = whole.clustered;
    this.observer = whole.observer;
    this.inFlight = whole.inFlight;
    this.awaited = whole.awaited;
    this.held = held;
  }

  /**
   * Opens the bus of a node that is alone, or whose name matters to nobody.
   *
   * @param messages every record that may cross the bus
   */
  public static HubBus open(Vertx vertx, Collection<Class<?>> messages, BusObserver observer) {
    return open(vertx, messages, observer, TraceContext.newId());
  }

  /**
   * Opens the bus of one node and registers the codecs of all messages.
   *
   * @param messages every record that may cross the bus
   * @param node what others hear this node called
   */
  public static HubBus open(
      Vertx vertx, Collection<Class<?>> messages, BusObserver observer, String node) {
    EventBus eventBus = vertx.eventBus();
    for (Class<?> message : messages) {
      eventBus.registerCodec(new RecordCodec<>(message));
    }
    eventBus.registerCodec(new HubFailureCodec());
    return new HubBus(vertx, observer, node);
  }

  /**
   * Asks the owner of an address. Succeeds with its answer; fails with a {@link HubFailure}: its
   * own, UNAVAILABLE when nobody serves the address, TIMED_OUT when no answer came within the
   * address' time-out, OVERLOADED at once when this node has too many such requests open.
   */
  public <Q, R> Future<R> request(RequestAddress<Q, R> address, Q question) {
    if (!inFlight.enter(address.name(), address.inFlightLimit())) {
      HubFailure full = full(address);
      observer.answered(address, full.code(), 0);
      return Future.failedFuture(full);
    }
    String traceId = TraceContext.currentOrNew();
    long start = System.nanoTime();
    observer.asked(address, question, traceId);
    return ask(address, question, traceId)
        .transform(
            answer -> {
              inFlight.leave(address.name());
              HubFailure failure =
                  answer.failed() ? failureOf(address, answer.cause(), traceId) : null;
              observer.answered(
                  address, failure == null ? null : failure.code(), System.nanoTime() - start);
              return failure == null
                  ? Future.succeededFuture(address.answers().cast(answer.result()))
                  : Future.failedFuture(failure);
            });
  }

  /**
   * The same bus for one who answers only while something holds, such as a lease: whoever stood
   * still does not know that another one answers by now. What is served through it fails
   * UNAVAILABLE when that does not hold as the question comes, and TIMED_OUT, for nobody knows what
   * became of it, when it no longer holds as the answer is ready.
   *
   * @param holds asked on the contexts of all who serve; must not block
   */
  public HubBus whileHeld(BooleanSupplier holds) {
    return new HubBus(this, holds);
  }

  /**
   * Becomes an owner of an address on the current context. Succeeds when the whole cluster knows.
   *
   * @param answer must not block; an exception that is no {@link HubFailure} is logged and answered
   *     as INTERNAL
   */
  public <Q, R> Future<Subscription> serve(
      RequestAddress<Q, R> address, Function<Q, Future<R>> answer) {
    Function<Object, Future<Object>> safely = question -> answered(address, answer, question);
    DeliveryOptions reply = new DeliveryOptions().setCodecName(codecOf(address.answers()));
    MessageConsumer<Q> consumer =
        eventBus.consumer(
            address.name(),
            message -> {
              TraceContext.set(traceOf(message));
              safely.apply(message.body()).onComplete(done -> reply(message, done, reply));
            });
    Runnable end = near.own(address.name(), safely);
    return consumer.completion().map(known -> ending(end, consumer));
  }

  /** Announces a fact to all listeners of the cluster. Never fails and is never awaited. */
  public <E> void publish(EventAddress<E> address, E event) {
    String traceId = TraceContext.currentOrNew();
    observer.announced(address, event, traceId);
    near.tell(address, event, traceId);
    if (clustered) {
      eventBus.publish(
          address.name(),
          event,
          new DeliveryOptions()
              .setCodecName(codecOf(address.event()))
              .addHeader(SENDER, self)
              .addHeader(TraceContext.HEADER, traceId));
    }
  }

  /** Announces a fact to the listeners of this node alone. Never fails and is never awaited. */
  public <E> void tell(EventAddress<E> address, E event) {
    String traceId = TraceContext.currentOrNew();
    observer.announced(address, event, traceId);
    near.tell(address, event, traceId);
  }

  /**
   * Listens to facts, in the order in which one publisher announced them, on the current context.
   * Succeeds when the whole cluster knows. A listener that throws is reported and keeps listening.
   */
  public <E> Future<Subscription> listen(EventAddress<E> address, Consumer<E> listener) {
    MessageConsumer<E> consumer = consumer(address, (node, event) -> listener.accept(event));
    Runnable end = near.listen(address.name(), event -> heard(address, listener, event));
    return consumer.completion().map(known -> ending(end, consumer));
  }

  /** As {@link #listen}, to what this node itself announces and nobody else. */
  public <E> Future<Subscription> listenHere(EventAddress<E> address, Consumer<E> listener) {
    Runnable end = near.listen(address.name(), event -> heard(address, listener, event));
    return Future.succeededFuture(
        () -> {
          end.run();
          return Future.succeededFuture();
        });
  }

  /** As {@link #listen}, to what other nodes announce; the listener is told which one. */
  public <E> Future<Subscription> listenAfar(
      EventAddress<E> address, BiConsumer<String, E> listener) {
    MessageConsumer<E> consumer = consumer(address, listener);
    return consumer.completion().map(known -> consumer::unregister);
  }

  private <E> MessageConsumer<E> consumer(EventAddress<E> address, BiConsumer<String, E> listener) {
    return eventBus.consumer(
        address.name(),
        message -> {
          String node = message.headers().get(SENDER);
          if (node != null && !self.equals(node)) {
            TraceContext.set(traceOf(message));
            heard(address, event -> listener.accept(node, event), message.body());
          }
        });
  }

  private <Q, R> Future<Object> ask(RequestAddress<Q, R> address, Q question, String traceId) {
    Future<Object> answer = near.ask(address, question, traceId);
    if (answer != null) {
      return answer;
    }
    DeliveryOptions options =
        new DeliveryOptions()
            .setCodecName(codecOf(address.asks()))
            .setSendTimeout(address.timeout().toMillis())
            .addHeader(TraceContext.HEADER, traceId);
    Future<Object> far = eventBus.request(address.name(), question, options).map(Message::body);
    return address.isOfOneOwner() ? awaited.watch(address, far) : far;
  }

  /**
   * A node is gone: whatever this one has asked that node by name, and was not answered, fails at
   * once with UNAVAILABLE, for nobody will answer.
   */
  public void lost(String node) {
    awaited.fail(node);
  }

  /** Succeeds with the answer; fails with a {@link HubFailure} and nothing else. */
  private <Q, R> Future<Object> answered(
      RequestAddress<Q, R> address, Function<Q, Future<R>> answer, Object question) {
    if (!held.getAsBoolean()) {
      return Future.failedFuture(published(address, elsewhere(address)));
    }
    try {
      return answer
          .apply(address.asks().cast(question))
          .<Object>map(this::stillHeld)
          .recover(cause -> Future.failedFuture(published(address, cause)));
    } catch (RuntimeException e) {
      return Future.failedFuture(published(address, e));
    }
  }

  private Object stillHeld(Object result) {
    if (!held.getAsBoolean()) {
      throw HubFailure.of(FailureCode.TIMED_OUT, "This node was overtaken while it answered.")
          .hint("Whether it was done is not known; read the state before trying again.");
    }
    return result;
  }

  private static HubFailure elsewhere(RequestAddress<?, ?> address) {
    return HubFailure.unavailable(
        "This node may no longer answer for %s.".formatted(address.family()),
        "Another one does in a moment; try again in a few seconds.");
  }

  private <E> void heard(EventAddress<E> address, Consumer<E> listener, Object event) {
    try {
      listener.accept(address.event().cast(event));
    } catch (RuntimeException e) {
      observer.listenerFailed(address, e);
      log.error("A listener of {} failed (trace {})", address.name(), TraceContext.current(), e);
    }
  }

  private static void reply(Message<?> message, AsyncResult<Object> done, DeliveryOptions success) {
    if (done.failed()) {
      message.reply(done.cause(), new DeliveryOptions().setCodecName(HubFailureCodec.NAME));
      return;
    }
    message.reply(done.result(), success);
  }

  private static HubFailure published(RequestAddress<?, ?> address, Throwable cause) {
    String traceId = TraceContext.currentOrNew();
    if (cause instanceof HubFailure failure) {
      return failure.traceId() == null ? failure.traceId(traceId) : failure;
    }
    log.error("{} failed unexpectedly (trace {})", address.name(), traceId, cause);
    return HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.")
        .hint("Look for this trace id in the hub's log and report it.")
        .traceId(traceId);
  }

  private static HubFailure failureOf(
      RequestAddress<?, ?> address, Throwable cause, String traceId) {
    if (cause instanceof HubFailure failure) {
      return failure;
    }
    if (!(cause instanceof ReplyException reply)) {
      log.error("{} could not be asked", address.name(), cause);
      return HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.")
          .traceId(traceId);
    }
    return switch (reply.failureType()) {
      case TIMEOUT ->
          HubFailure.of(
                  FailureCode.TIMED_OUT,
                  "No answer from %s within %d ms."
                      .formatted(address.family(), address.timeout().toMillis()))
              .hint("Whether it was done is not known; read the state before trying again.")
              .traceId(traceId);
      case NO_HANDLERS ->
          HubFailure.unavailable(
                  "Nobody serves %s right now.".formatted(address.family()),
                  "It comes back by itself; try again in a few seconds.")
              .traceId(traceId);
      case RECIPIENT_FAILURE, ERROR ->
          HubFailure.of(FailureCode.INTERNAL, "The hub failed on this request.").traceId(traceId);
    };
  }

  private static HubFailure full(RequestAddress<?, ?> address) {
    return HubFailure.overloaded(
            "Too many requests to %s are open (limit %d)."
                .formatted(address.family(), address.inFlightLimit()),
            "Wait for answers before asking more.")
        .traceId(TraceContext.current());
  }

  private static Subscription ending(Runnable near, MessageConsumer<?> far) {
    return () -> {
      near.run();
      return far.unregister();
    };
  }

  private static String codecOf(Class<?> type) {
    return RecordCodec.nameOf(type);
  }

  private static String traceOf(Message<?> message) {
    String traceId = message.headers().get(TraceContext.HEADER);
    return traceId == null ? TraceContext.newId() : traceId;
  }
}
