package io.busbar.bridge.mqtt;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * The broker's context, as the place where answers are used. What a lost node was asked fails, and
 * what takes too long ends, on whatever thread finds out.
 */
record Here(Context context) {
  /** The same outcome, on the broker's context. */
  <T> Future<T> back(Future<T> answer) {
    Promise<T> here = Promise.promise();
    answer.onComplete(done -> bring(done, here));
    return here.future();
  }

  private <T> void bring(AsyncResult<T> done, Promise<T> here) {
    context.runOnContext(turn -> settle(done, here));
  }

  private static <T> void settle(AsyncResult<T> done, Promise<T> here) {
    if (done.succeeded()) {
      here.complete(done.result());
    } else {
      here.fail(done.cause());
    }
  }
}
