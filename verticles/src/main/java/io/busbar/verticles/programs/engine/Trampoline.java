package io.busbar.verticles.programs.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing after the other, however many they are: neither the stack grows nor is the event
 * loop held for long when they end at once.
 */
final class Trampoline {
  private static final int AT_ONCE = 256;

  private final Supplier<@Nullable Future<Void>> next;
  private final Promise<Void> end = Promise.promise();

  private Trampoline(Supplier<@Nullable Future<Void>> next) {
    this.next = next;
  }

  /**
   * Asks for a next thing until there is none. Succeeds then; fails with the first failure.
   *
   * @param next starts the next thing; null when there is none
   */
  static Future<Void> each(Supplier<@Nullable Future<Void>> next) {
    Trampoline trampoline = new Trampoline(next);
    trampoline.bounce();
    return trampoline.end.future();
  }

  private void bounce() {
    try {
      bounceUntilWaiting();
    } catch (RuntimeException e) {
      end.tryFail(e);
    }
  }

  private void bounceUntilWaiting() {
    for (int done = 0; done < AT_ONCE; done++) {
      Future<Void> step = next.get();
      if (step == null) {
        end.complete();
        return;
      }
      if (!step.isComplete()) {
        step.onSuccess(value -> bounce()).onFailure(end::fail);
        return;
      }
      if (step.failed()) {
        end.fail(step.cause());
        return;
      }
    }
    later();
  }

  private void later() {
    Context context = Vertx.currentContext();
    if (context == null) {
      bounce();
      return;
    }
    context.runOnContext(turn -> bounce());
  }
}
