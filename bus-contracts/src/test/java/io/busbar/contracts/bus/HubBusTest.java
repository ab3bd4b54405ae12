package io.busbar.contracts.bus;

import static io.busbar.contracts.bus.Outcomes.done;
import static io.busbar.contracts.bus.Outcomes.failure;
import static io.busbar.contracts.bus.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class HubBusTest {
  record Ask(int number) {}

  record Answer(int number) {}

  record Fact(int number) {}

  private static final RequestAddress<Ask, Answer> DOUBLE =
      RequestAddress.of("hub.test.double", Ask.class, Answer.class);
  private static final RequestAddress<Ask, Answer> RELAY =
      RequestAddress.of("hub.test.relay", Ask.class, Answer.class);
  private static final EventAddress<Fact> FACT = new EventAddress<>("hub.test.fact", Fact.class);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(HubBus.class);
  private final Seen seen = new Seen();
  private final Vertx vertx = vertx();
  private final HubBus bus = HubBus.open(vertx, List.of(Ask.class, Answer.class, Fact.class), seen);

  private static Vertx vertx() {
    TraceContext.install();
    return Vertx.vertx();
  }

  @BeforeEach
  void watchTheLog() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void close() {
    logger.detachAppender(logged);
    done(vertx.close());
  }

  @Test
  void answersNothingForWhomTheTimeIsOver() {
    AtomicBoolean holds = new AtomicBoolean(true);
    Promise<Answer> slow = Promise.promise();
    HubBus held = bus.whileHeld(holds::get);
    Promise<Integer> asked = Promise.promise();
    done(
        held.serve(
            DOUBLE,
            ask -> {
              asked.tryComplete(ask.number());
              return slow.future();
            }));
    Future<Answer> open = bus.request(DOUBLE, new Ask(1));
    assertThat(success(asked.future())).isEqualTo(1);
    holds.set(false);
    slow.complete(new Answer(2));
    assertThat(failure(open).code()).isEqualTo(FailureCode.TIMED_OUT);
    assertThat(failure(bus.request(DOUBLE, new Ask(0))).code()).isEqualTo(FailureCode.UNAVAILABLE);
    holds.set(true);
    assertThat(success(bus.request(DOUBLE, new Ask(0))).number()).isEqualTo(2);
  }

  @Test
  void tellsWhoAskedALostNodeOnTheirOwnContext() {
    done(vertx.eventBus().consumer("hub.test.double@attic", silent -> {}).completion());
    Context asker = vertx.getOrCreateContext();
    Promise<HubFailure> told = Promise.promise();
    List<Context> contexts = new CopyOnWriteArrayList<>();
    asker.runOnContext(
        turn ->
            bus.request(DOUBLE.at("attic"), new Ask(1))
                .onFailure(
                    cause -> {
                      contexts.add(Vertx.currentContext());
                      told.complete((HubFailure) cause);
                    }));
    await()
        .until(
            () -> {
              bus.lost("attic");
              return told.future().isComplete();
            });
    assertThat(success(told.future()).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(contexts).containsExactly(asker);
  }

  @Test
  void tellsListenersOfThisNodeAlone() {
    List<String> heard = new CopyOnWriteArrayList<>();
    done(bus.listenHere(FACT, fact -> heard.add("here " + fact.number())));
    done(bus.listen(FACT, fact -> heard.add("anywhere " + fact.number())));
    done(bus.listenAfar(FACT, (node, fact) -> heard.add("afar " + fact.number())));
    bus.tell(FACT, new Fact(1));
    bus.publish(FACT, new Fact(2));
    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .containsExactlyInAnyOrder("here 1", "anywhere 1", "here 2", "anywhere 2"));
  }

  @Test
  void answersAQuestion() {
    serve(DOUBLE, ask -> Future.succeededFuture(new Answer(ask.number() * 2)));

    assertThat(success(bus.request(DOUBLE, new Ask(21)))).isEqualTo(new Answer(42));
    assertThat(seen.lines).containsExactly("asked hub.test.double", "answered null");
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void handsOverATypedFailureAsItIs(FailureCode code) {
    HubFailure cause =
        HubFailure.of(code, "Not now.").reason("NOT_NOW").hint("Later.").details(List.of("a", "b"));
    serve(DOUBLE, ask -> Future.failedFuture(cause));

    HubFailure failure = failure(bus.request(DOUBLE, new Ask(1)));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.reason()).isEqualTo("NOT_NOW");
    assertThat(failure.message()).isEqualTo("Not now.");
    assertThat(failure.hint()).isEqualTo("Later.");
    assertThat(failure.details()).containsExactly("a", "b");
    assertThat(failure.traceId()).matches("[0-9a-f]{32}");
    assertThat(logged.list).isEmpty();
  }

  @Test
  void saysUnavailableWhenNobodyServes() {
    HubFailure failure = failure(bus.request(DOUBLE, new Ask(1)));

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.hint()).isNotBlank();
    assertThat(seen.lines).contains("answered UNAVAILABLE");
  }

  @Test
  void saysUnavailableAfterTheServerEnded() {
    Subscription serving =
        success(bus.serve(DOUBLE, ask -> Future.succeededFuture(new Answer(ask.number()))));
    done(bus.request(DOUBLE, new Ask(1)));
    done(serving.end());
    done(serving.end());

    assertThat(failure(bus.request(DOUBLE, new Ask(1))).code()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void saysTimedOutWhenNoAnswerComes() {
    serve(DOUBLE, ask -> Promise.<Answer>promise().future());

    HubFailure failure = failure(bus.request(DOUBLE.within(Duration.ofMillis(20)), new Ask(1)));

    assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
    assertThat(failure.message()).contains("hub.test.double").contains("20 ms");
    assertThat(failure.hint()).isNotBlank();
  }

  @Test
  void refusesAtOnceAtTheInFlightLimitAndRecovers() {
    Promise<Answer> held = Promise.promise();
    serve(DOUBLE, ask -> held.future());
    RequestAddress<Ask, Answer> narrow = DOUBLE.atMost(2);
    List<Future<Answer>> open =
        IntStream.range(0, 2).mapToObj(i -> bus.request(narrow, new Ask(i))).toList();

    Future<Answer> third = bus.request(narrow, new Ask(3));

    assertThat(third.isComplete()).isTrue();
    assertThat(failure(third).code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(failure(third).hint()).isNotBlank();
    held.complete(new Answer(7));
    open.forEach(future -> assertThat(success(future).number()).isEqualTo(7));
    assertThat(success(bus.request(narrow, new Ask(4))).number()).isEqualTo(7);
  }

  @Test
  void countsEachOwnerOfAnAddressByItself() {
    Promise<Answer> held = Promise.promise();
    serve(DOUBLE.at("a"), ask -> held.future());
    serve(DOUBLE.at("b"), ask -> Future.succeededFuture(new Answer(2)));
    Future<Answer> first = bus.request(DOUBLE.at("a").atMost(1), new Ask(1));

    assertThat(success(bus.request(DOUBLE.at("b").atMost(1), new Ask(1))).number()).isEqualTo(2);
    assertThat(failure(bus.request(DOUBLE.at("a").atMost(1), new Ask(1))).code())
        .isEqualTo(FailureCode.OVERLOADED);
    held.complete(new Answer(1));
    assertThat(success(first).number()).isEqualTo(1);
  }

  @Test
  void hidesAnUnknownExceptionAndLogsItOnce() {
    serve(DOUBLE, ask -> Future.failedFuture(new IllegalStateException("secret detail")));

    HubFailure failure = failure(bus.request(DOUBLE, new Ask(1)));

    expectInternal(failure);
  }

  @Test
  void hidesAThrownExceptionAndLogsItOnce() {
    serve(
        DOUBLE,
        ask -> {
          throw new IllegalStateException("secret detail");
        });

    expectInternal(failure(bus.request(DOUBLE, new Ask(1))));
  }

  @Test
  void logsAFailureWhereItHappenedNotOnEachHop() {
    serve(DOUBLE, ask -> Future.failedFuture(new IllegalStateException("secret detail")));
    serve(RELAY, ask -> bus.request(DOUBLE, ask));

    expectInternal(failure(bus.request(RELAY, new Ask(1))));
  }

  @Test
  void carriesTheTraceIdOverHopsAndToListeners() {
    List<String> traces = new CopyOnWriteArrayList<>();
    done(bus.listen(FACT, fact -> traces.add(TraceContext.current())));
    serve(
        DOUBLE,
        ask -> {
          traces.add(TraceContext.current());
          bus.publish(FACT, new Fact(1));
          return Future.succeededFuture(new Answer(1));
        });
    serve(RELAY, ask -> bus.request(DOUBLE, ask));
    Promise<Answer> answered = Promise.promise();
    vertx.runOnContext(
        now -> {
          TraceContext.set("client-77");
          bus.request(RELAY, new Ask(1)).onComplete(answered);
        });
    done(answered.future());

    await().untilAsserted(() -> assertThat(traces).containsExactly("client-77", "client-77"));
  }

  @Test
  void givesRequestsWithoutTraceDifferentIds() {
    List<String> traces = new CopyOnWriteArrayList<>();
    serve(
        DOUBLE,
        ask -> {
          traces.add(TraceContext.current());
          return Future.succeededFuture(new Answer(1));
        });
    done(bus.request(DOUBLE, new Ask(1)));
    done(bus.request(DOUBLE, new Ask(1)));

    assertThat(traces).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.length() == 32);
  }

  @Test
  void announcesInOrder() {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    done(bus.listen(FACT, fact -> heard.add(fact.number())));
    IntStream.range(0, 1000).forEach(i -> bus.publish(FACT, new Fact(i)));

    await().until(() -> heard.size() == 1000);
    assertThat(heard).isSorted();
  }

  @Test
  void keepsListeningAfterAListenerThrew() {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    done(
        bus.listen(
            FACT,
            fact -> {
              if (fact.number() == 1) {
                throw new IllegalStateException("once");
              }
              heard.add(fact.number());
            }));
    bus.publish(FACT, new Fact(1));
    bus.publish(FACT, new Fact(2));

    await().untilAsserted(() -> assertThat(heard).containsExactly(2));
    assertThat(seen.lines).contains("listener failed hub.test.fact");
    assertThat(logged.list).hasSize(1);
  }

  @Test
  void tellsEveryListenerOfOneEventLoopWhateverAnotherDoes() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Context loop = vertx.getOrCreateContext();
    Subscription first = listenOn(loop, fact -> heard.add("first"));
    Subscription failing = listenOn(loop, HubBusTest::fail);
    Subscription ended = listenOn(loop, fact -> heard.add("last"));

    bus.publish(FACT, new Fact(1));
    await().untilAsserted(() -> assertThat(heard).containsExactly("first", "last"));

    done(ended.end());
    bus.publish(FACT, new Fact(2));
    await().untilAsserted(() -> assertThat(heard).containsExactly("first", "last", "first"));
    done(first.end());
    done(failing.end());
  }

  private Subscription listenOn(Context context, Consumer<Fact> listener) {
    Promise<Subscription> listening = Promise.promise();
    context.runOnContext(now -> bus.listen(FACT, listener).onComplete(listening));
    return success(listening.future());
  }

  private static void fail(Fact fact) {
    throw new IllegalStateException("Fact " + fact.number());
  }

  @Test
  void hearsNothingAfterItsEnd() {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    Subscription ended = success(bus.listen(FACT, fact -> heard.add(-fact.number())));
    done(bus.listen(FACT, fact -> heard.add(fact.number())));
    done(ended.end());
    bus.publish(FACT, new Fact(5));

    await().untilAsserted(() -> assertThat(heard).containsExactly(5));
  }

  private void expectInternal(HubFailure failure) {
    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message()).doesNotContain("secret");
    assertThat(failure.traceId()).matches("[0-9a-f]{32}");
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getFormattedMessage()).contains(failure.traceId());
    assertThat(logged.list.get(0).getThrowableProxy().getMessage()).isEqualTo("secret detail");
  }

  private void serve(RequestAddress<Ask, Answer> address, Function<Ask, Future<Answer>> by) {
    done(bus.serve(address, by));
  }

  private static final class Seen implements BusObserver {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void asked(RequestAddress<?, ?> address, Object question, String traceId) {
      lines.add("asked " + address.family());
    }

    @Override
    public void answered(RequestAddress<?, ?> address, @Nullable FailureCode failure, long nanos) {
      lines.add("answered " + failure);
    }

    @Override
    public void listenerFailed(EventAddress<?> address, Throwable cause) {
      lines.add("listener failed " + address.family());
    }
  }
}
