package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Two brokers as one: publishes to both, hears both. */
public record JoinedBrokers(MessageLink own, MessageLink foreign) implements MessageLink {
  /** Succeeds when each of those that can be reached has it. */
  @Override
  public Future<Void> publish(Message message) {
    Future<Void> here = own.publish(message);
    Future<Void> there = foreign.publish(message);
    return here.transform(
        first -> there.transform(second -> outcome(first.cause(), second.cause())));
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<Message> listener) {
    Future<Subscription> here = own.subscribe(filter, listener);
    Future<Subscription> there = foreign.subscribe(filter, listener);
    return Future.join(here, there)
        .map(both -> both(here.result(), there.result()))
        .recover(cause -> endHalf(here, there).transform(ended -> Future.failedFuture(cause)));
  }

  @Override
  public boolean mayBeWanted(String topic) {
    return own.mayBeWanted(topic) || foreign.mayBeWanted(topic);
  }

  @Override
  public List<MessageLink> each() {
    return List.of(own, foreign);
  }

  @Override
  public void whenBack(Runnable work) {
    own.whenBack(work);
    foreign.whenBack(work);
  }

  private static Future<Void> outcome(@Nullable Throwable here, @Nullable Throwable there) {
    if (here == null && there == null) {
      return Future.succeededFuture();
    }
    if (here == null) {
      return isAway(there) ? Future.succeededFuture() : Future.failedFuture(there);
    }
    return there == null && isAway(here) ? Future.succeededFuture() : Future.failedFuture(here);
  }

  private static boolean isAway(@Nullable Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.UNAVAILABLE;
  }

  private static Subscription both(Subscription here, Subscription there) {
    return () -> Future.join(here.end(), there.end()).mapEmpty();
  }

  private static Future<Void> endHalf(Future<Subscription> here, Future<Subscription> there) {
    Future<Void> first = here.succeeded() ? here.result().end() : Future.succeededFuture();
    Future<Void> second = there.succeeded() ? there.result().end() : Future.succeededFuture();
    return Future.join(first, second).mapEmpty();
  }
}
