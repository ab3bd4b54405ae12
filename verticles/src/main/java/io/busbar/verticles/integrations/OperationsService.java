package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.IntegrationsContract.Instance;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceTested;
import io.busbar.contracts.integrations.IntegrationsContract.Logs;
import io.busbar.contracts.integrations.IntegrationsContract.ReadLogs;
import io.busbar.contracts.integrations.IntegrationsContract.RestartInstance;
import io.busbar.contracts.integrations.IntegrationsContract.StartInstance;
import io.busbar.contracts.integrations.IntegrationsContract.StopInstance;
import io.busbar.contracts.integrations.IntegrationsContract.TestInstance;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.TailLog;
import io.busbar.contracts.value.InstanceId;
import io.busbar.verticles.integrations.IntegrationsService.Prepared;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Running instances: start, stop, restart, test, logs. */
final class OperationsService {
  private static final int DEFAULT_TAIL = 200;
  private static final int LONGEST_TAIL = 2000;

  private final IntegrationsStore store;
  private final IntegrationsService integrations;
  private final InstanceRunner runner;
  private final HubBus bus;
  private final InstantSource clock;

  OperationsService(
      IntegrationsStore store,
      IntegrationsService integrations,
      InstanceRunner runner,
      HubBus bus,
      InstantSource clock) {
    this.store = store;
    this.integrations = integrations;
    this.runner = runner;
    this.bus = bus;
    this.clock = clock;
  }

  Future<Instance> start(StartInstance wish) {
    return enabled(wish.id(), true)
        .compose(
            now ->
                runner
                    .start(now.instance(), now.driver())
                    .map(condition -> integrations.view(now, condition)));
  }

  Future<Instance> stop(StopInstance wish) {
    return enabled(wish.id(), false)
        .compose(
            now -> runner.stop(now.instance()).map(condition -> integrations.view(now, condition)));
  }

  Future<Instance> restart(RestartInstance wish) {
    return integrations
        .prepared(wish.id())
        .compose(present -> runner.stop(present.instance()).map(present))
        .compose(
            present ->
                runner
                    .start(present.instance(), present.driver())
                    .map(condition -> integrations.view(present, condition)));
  }

  Future<InstanceTested> test(TestInstance wish) {
    return integrations.prepared(wish.id()).compose(this::test);
  }

  Future<Logs> readLogs(ReadLogs question) {
    int tail = question.tail() == null ? DEFAULT_TAIL : question.tail();
    if (tail < 1 || tail > LONGEST_TAIL) {
      throw HubFailure.invalid("Not a valid tail.", "Use 1 to %d.".formatted(LONGEST_TAIL));
    }
    return store
        .find(question.id())
        .compose(one -> bus.request(ProcessesContract.TAIL, new TailLog(one.driver(), tail)))
        .map(log -> new Logs(question.id(), log.lines()));
  }

  private Future<InstanceTested> test(Prepared present) {
    InstanceId id = present.instance().id();
    if (present.driver().unavailable() != null) {
      return Future.succeededFuture(
          new InstanceTested(id, false, present.driver().unavailable(), List.of()));
    }
    return runner
        .test(present.instance(), present.driver())
        .map(tried -> new InstanceTested(id, tried.ok(), tried.message(), tried.logs()));
  }

  private Future<Prepared> enabled(InstanceId id, boolean enabled) {
    return integrations
        .prepared(id)
        .map(
            present ->
                new Prepared(
                    present
                        .instance()
                        .enabled(enabled, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                    present.driver()))
        .compose(changed -> store.replace(changed.instance()).map(changed));
  }
}
