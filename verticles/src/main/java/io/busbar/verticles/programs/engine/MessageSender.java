package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;

/** Publishes MQTT messages for programs. */
@FunctionalInterface
public interface MessageSender {
  /** For a hub without MQTT: says so. */
  MessageSender NONE =
      message ->
          Future.failedFuture(
              HubFailure.of(FailureCode.UNSUPPORTED, "This hub has no MQTT broker to publish to.")
                  .reason("MQTT_NOT_AVAILABLE"));

  /** Succeeds when the broker has taken it; fails with a HubFailure. */
  Future<Void> publish(Action.Mqtt message);
}
