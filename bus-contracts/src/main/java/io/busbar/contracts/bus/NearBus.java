package io.busbar.contracts.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The owners and listeners of this node, reached without the wire: a message is one task on the
 * context of whoever takes it, so everything one sender tells one receiver arrives in order.
 */
final class NearBus {
  private final Vertx vertx;
  private final Map<String, Owners> owners = new ConcurrentHashMap<>();
  private final Map<String, List<Audience>> audiences = new ConcurrentHashMap<>();

  private record Owner(ContextInternal context, Function<Object, Future<Object>> answer) {}

  private record Listener(ContextInternal context, Consumer<Object> heard) {
    void tell(Object event, String traceId) {
      context
          .duplicate()
          .dispatch(
              event,
              told -> {
                TraceContext.carry(traceId);
                heard.accept(told);
              });
    }
  }

  /** Listeners of one address that share an event loop: one task tells them all. */
  private record Audience(ContextInternal context, List<Listener> listeners) {
    boolean isFor(ContextInternal other) {
      return context == other
          || (context.isEventLoopContext()
              && other.isEventLoopContext()
              && context.nettyEventLoop() == other.nettyEventLoop());
    }

    void tell(Object event, String traceId) {
      context.runOnContext(turn -> listeners.forEach(listener -> listener.tell(event, traceId)));
    }
  }

  /** The owners of one address take turns. */
  private record Owners(List<Owner> all, AtomicInteger turn) {
    @Nullable Owner next() {
      Object[] present = all.toArray();
      int count = present.length;
      return count == 0 ? null : (Owner) present[Math.floorMod(turn.getAndIncrement(), count)];
    }
  }

  NearBus(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Asks an owner on this node; null when there is none. Fails with what the owner fails with. */
  @Nullable Future<Object> ask(RequestAddress<?, ?> address, Object question, String traceId) {
    Owners there = owners.get(address.name());
    Owner owner = there == null ? null : there.next();
    if (owner == null) {
      return null;
    }
    ContextInternal asker = (ContextInternal) vertx.getOrCreateContext();
    PromiseInternal<Object> answer = asker.promise();
    ScheduledExecutorService loop = asker.nettyEventLoop();
    ScheduledFuture<?> deadline =
        loop.schedule(
            () -> answer.tryFail(new ReplyException(ReplyFailure.TIMEOUT)),
            address.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    owner
        .context()
        .duplicate()
        .runOnContext(
            turn -> {
              TraceContext.carry(traceId);
              owner.answer().apply(question).onComplete(done -> settle(answer, deadline, done));
            });
    return answer.future();
  }

  /** Tells all listeners on this node. */
  void tell(EventAddress<?> address, Object event, String traceId) {
    for (Audience audience : audiences.getOrDefault(address.name(), List.of())) {
      audience.tell(event, traceId);
    }
  }

  /** Adds an owner on the current context; gone when ended, or when its verticle is undeployed. */
  Runnable own(String address, Function<Object, Future<Object>> answer) {
    Owner owner = new Owner(here(), answer);
    owners.compute(address, (name, present) -> with(present, owner));
    return endingWith(
        owner.context(),
        () -> owners.computeIfPresent(address, (name, all) -> without(all, owner)));
  }

  /** Adds a listener on the current context; gone as an owner is. */
  Runnable listen(String address, Consumer<Object> heard) {
    Listener listener = new Listener(here(), heard);
    audiences.compute(address, (name, present) -> with(present, listener));
    return endingWith(
        listener.context(),
        () -> audiences.computeIfPresent(address, (name, all) -> without(all, listener)));
  }

  private static Owners with(@Nullable Owners present, Owner added) {
    Owners owners =
        present == null ? new Owners(new CopyOnWriteArrayList<>(), new AtomicInteger()) : present;
    owners.all().add(added);
    return owners;
  }

  private static @Nullable Owners without(Owners owners, Owner gone) {
    owners.all().remove(gone);
    return owners.all().isEmpty() ? null : owners;
  }

  private static List<Audience> with(@Nullable List<Audience> present, Listener added) {
    List<Audience> all = new ArrayList<>(present == null ? List.of() : present);
    for (int i = 0; i < all.size(); i++) {
      Audience audience = all.get(i);
      if (audience.isFor(added.context())) {
        List<Listener> more = new ArrayList<>(audience.listeners());
        more.add(added);
        all.set(i, new Audience(audience.context(), List.copyOf(more)));
        return all;
      }
    }
    all.add(new Audience(added.context(), List.of(added)));
    return all;
  }

  private static @Nullable List<Audience> without(List<Audience> present, Listener gone) {
    List<Audience> left = new ArrayList<>();
    for (Audience audience : present) {
      List<Listener> staying =
          audience.listeners().stream().filter(listener -> !listener.equals(gone)).toList();
      if (!staying.isEmpty()) {
        left.add(new Audience(staying.get(0).context(), staying));
      }
    }
    return left.isEmpty() ? null : left;
  }

  private static void settle(
      PromiseInternal<Object> answer, ScheduledFuture<?> deadline, AsyncResult<Object> done) {
    deadline.cancel(false);
    if (done.succeeded()) {
      answer.tryComplete(done.result());
    } else {
      answer.tryFail(done.cause());
    }
  }

  private static Runnable endingWith(ContextInternal context, Runnable end) {
    Closeable hook =
        completion -> {
          end.run();
          completion.succeed();
        };
    context.addCloseHook(hook);
    return () -> {
      context.removeCloseHook(hook);
      end.run();
    };
  }

  private ContextInternal here() {
    return ((ContextInternal) vertx.getOrCreateContext()).unwrap();
  }
}
