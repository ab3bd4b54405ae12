package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.model.Action;
import io.vertx.core.Future;

/** Sends infrared codes for programs. */
@FunctionalInterface
public interface InfraredSender {
  /** For a hub without extenders: says so. */
  InfraredSender NONE =
      code ->
          Future.failedFuture(
              HubFailure.of(FailureCode.UNSUPPORTED, "This hub has no infrared extender.")
                  .reason("IR_NOT_AVAILABLE"));

  /** Succeeds when the extender has sent it; fails with a HubFailure. */
  Future<Void> send(Action.Infrared code);
}
