package io.busbar.verticles.home;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that is good until somebody says otherwise. Used on one context only. */
final class Kept<T> {
  private final Supplier<Future<T>> question;
  private @Nullable Future<T> answer;

  Kept(Supplier<Future<T>> question) {
    this.question = question;
  }

  /** The answer: the one there is, the one on its way, or a new one. A failure is not kept. */
  Future<T> read() {
    Future<T> present = answer;
    if (present != null && !present.failed()) {
      return present;
    }
    Future<T> asked = question.get();
    answer = asked;
    return asked;
  }

  /** What was answered, or is on its way, may not be true any more. */
  void forget() {
    answer = null;
  }
}
