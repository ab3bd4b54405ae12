package io.busbar.contracts.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only class that touches the Vert.x event bus. Questions are typed, bounded and traced; they
 * fail with {@link HubFailure} and nothing else.
 */
public final class HubBus {
  private static final Logger log = LoggerFactory.getLogger(HubBus.class);

  private final EventBus eventBus;
  private final BusObserver observer;
  private final InFlight inFlight = new InFlight();
  private final Set<String> servedHere = ConcurrentHashMap.newKeySet();

  private HubBus(EventBus eventBus, BusObserver observer) {
    this.eventBus = eventBus;
    this.observer = observer;
  }

  /**
   * Opens the bus of one node and registers the codecs of all messages.
   *
   * @param messages every record that may cross the bus
   */
  public static HubBus open(Vertx vertx, Collection<Class<?>> messages, BusObserver observer) {
    EventBus eventBus = vertx.eventBus();
    for (Class<?> message : messages) {
      eventBus.registerCodec(new RecordCodec<>(message));
    }
    eventBus.registerCodec(new HubFailureCodec());
    return new HubBus(eventBus, observer);
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
    return eventBus
        .<R>request(address.name(), question, optionsFor(address, traceId))
        .transform(
            answer -> {
              inFlight.leave(address.name());
              HubFailure failure =
                  answer.failed() ? failureOf(address, answer.cause(), traceId) : null;
              observer.answered(
                  address, failure == null ? null : failure.code(), System.nanoTime() - start);
              return failure == null
                  ? Future.succeededFuture(address.answers().cast(answer.result().body()))
                  : Future.failedFuture(failure);
            });
  }

  /**
   * Becomes an owner of an address on the current context. Succeeds when the whole cluster knows.
   *
   * @param answer must not block; an exception that is no {@link HubFailure} is logged and answered
   *     as INTERNAL
   */
  public <Q, R> Future<Subscription> serve(
      RequestAddress<Q, R> address, Function<Q, Future<R>> answer) {
    DeliveryOptions reply = new DeliveryOptions().setCodecName(codecOf(address.answers()));
    MessageConsumer<Q> consumer =
        eventBus.consumer(
            address.name(),
            message -> {
              TraceContext.set(traceOf(message));
              answerSafely(address, answer, message.body())
                  .onComplete(
                      done ->
                          reply(message, done.succeeded() ? done.result() : done.cause(), reply));
            });
    servedHere.add(address.name());
    return consumer.completion().map(known -> endOf(address, consumer));
  }

  /** Announces a fact to all listeners of the cluster. Never fails and is never awaited. */
  public <E> void publish(EventAddress<E> address, E event) {
    String traceId = TraceContext.currentOrNew();
    observer.announced(address, event, traceId);
    eventBus.publish(
        address.name(),
        event,
        new DeliveryOptions()
            .setCodecName(codecOf(address.event()))
            .addHeader(TraceContext.HEADER, traceId));
  }

  /**
   * Listens to facts, in the order in which one publisher announced them, on the current context.
   * Succeeds when the whole cluster knows. A listener that throws is reported and keeps listening.
   */
  public <E> Future<Subscription> listen(EventAddress<E> address, Consumer<E> listener) {
    MessageConsumer<E> consumer =
        eventBus.consumer(
            address.name(),
            message -> {
              TraceContext.set(traceOf(message));
              try {
                listener.accept(message.body());
              } catch (RuntimeException e) {
                observer.listenerFailed(address, e);
                log.error(
                    "A listener of {} failed (trace {})", address.name(), traceOf(message), e);
              }
            });
    return consumer.completion().map(known -> consumer::unregister);
  }

  private <Q, R> Future<R> answerSafely(
      RequestAddress<Q, R> address, Function<Q, Future<R>> answer, Q question) {
    try {
      return answer.apply(address.asks().cast(question));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void reply(Message<?> message, @Nullable Object answer, DeliveryOptions success) {
    if (answer instanceof Throwable cause) {
      message.reply(
          published(message, cause), new DeliveryOptions().setCodecName(HubFailureCodec.NAME));
      return;
    }
    message.reply(answer, success);
  }

  private HubFailure published(Message<?> message, Throwable cause) {
    String traceId = traceOf(message);
    if (cause instanceof HubFailure failure) {
      return failure.traceId() == null ? failure.traceId(traceId) : failure;
    }
    log.error("{} failed unexpectedly (trace {})", message.address(), traceId, cause);
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

  private <Q, R> DeliveryOptions optionsFor(RequestAddress<Q, R> address, String traceId) {
    return new DeliveryOptions()
        .setCodecName(codecOf(address.asks()))
        .setSendTimeout(address.timeout().toMillis())
        .setLocalOnly(servedHere.contains(address.name()))
        .addHeader(TraceContext.HEADER, traceId);
  }

  private Subscription endOf(RequestAddress<?, ?> address, MessageConsumer<?> consumer) {
    return () -> {
      servedHere.remove(address.name());
      return consumer.unregister();
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
