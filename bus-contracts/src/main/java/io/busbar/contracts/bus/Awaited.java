package io.busbar.contracts.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The answers that one particular owner on another node still owes. Safe for many threads. */
final class Awaited {
  private final Set<Open> all = ConcurrentHashMap.newKeySet();

  /** One question; not a record, for two equal questions are two. */
  private static final class Open {
    final String owner;
    final Promise<Object> answer = Promise.promise();

    Open(String owner) {
      this.owner = owner;
    }
  }

  /** The answer, or its failure as soon as its owner is known to be gone. */
  Future<Object> watch(RequestAddress<?, ?> address, Future<Object> answer) {
    Open open = new Open(address.name().substring(address.name().indexOf('@') + 1));
    all.add(open);
    answer.onComplete(
        done -> {
          all.remove(open);
          if (done.succeeded()) {
            open.answer.tryComplete(done.result());
          } else {
            open.answer.tryFail(done.cause());
          }
        });
    return open.answer.future();
  }

  /** Fails what an owner of this name owes. */
  void fail(String owner) {
    for (Open open : all) {
      if (open.owner.equals(owner)) {
        open.answer.tryFail(
            HubFailure.unavailable(
                "The node '%s' is gone.".formatted(owner),
                "Whether it was done is not known; read the state before trying again."));
      }
    }
  }
}
