package io.busbar.bench.load;

import io.vertx.core.Future;

/** Says something that reaches every listener. */
interface Source {
  /** Does the work and sends what it says in one write. */
  void together(Runnable work);

  /** Says the next thing; they are numbered from 0. */
  void say(long number);

  Future<Void> close();

  /** A driver that reports changes of its devices in turn. */
  static Future<Source> driver(Subject subject) {
    return Future.succeededFuture(
        new Source() {
          @Override
          public void together(Runnable work) {
            subject.driver().together(work);
          }

          @Override
          public void say(long number) {
            int device = (int) (number % subject.devices().size());
            subject.driver().report(device, subject.nextSequence());
          }

          @Override
          public Future<Void> close() {
            return Future.succeededFuture();
          }
        });
  }
}
