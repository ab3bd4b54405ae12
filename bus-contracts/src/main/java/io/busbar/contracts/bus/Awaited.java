package io.busbar.contracts.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.FutureInternal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The answers that one particular owner on another node still owes. Safe for many threads. */
final class Awaited {
  private final Set<Open> all = ConcurrentHashMap.newKeySet();

  /** One question; not a record, for two equal questions are two. */
  private static final class Open {
    final String owner;
    final Promise<Object> answer;

    Open(String owner, Promise<Object> answer) {
      this.owner = owner;
      this.answer = answer;
    }
  }

  /**
   * The answer, or its failure as soon as its owner is known to be gone; on the asker's context.
   */
  Future<Object> watch(RequestAddress<?, ?> address, Future<Object> answer) {
    String owner = address.name().substring(address.name().indexOf('@') + 1);
    Open open = new Open(owner, promise(((FutureInternal<Object>) answer).context()));
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

  private static Promise<Object> promise(@Nullable ContextInternal asker) {
    return asker == null ? Promise.promise() : asker.promise();
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
