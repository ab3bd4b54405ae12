package io.busbar.bench.load;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/** Says something that reaches every listener. */
interface Source {
  /** Numbers of devices from here on are none of the subject's own. */
  int BESIDE = 1_000_000;

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

  /** So many drivers, each with a device and a connection of its own, that report in turn. */
  static Future<Source> drivers(Subject subject, int count) {
    int port = subject.place().port();
    List<Future<DriverSimulator>> opening =
        IntStream.range(BESIDE, BESIDE + count)
            .mapToObj(first -> DriverSimulator.connectBeside(subject.client(), port, first))
            .map(opened -> opened.compose(driver -> driver.announce(1).map(driver)))
            .toList();
    return Future.all(opening)
        .map(all -> new Drivers(subject, opening.stream().map(Future::result).toList()));
  }

  /** Drivers with a connection each: nothing leaves together. */
  record Drivers(Subject subject, List<DriverSimulator> all) implements Source {
    @Override
    public void together(Runnable work) {
      work.run();
    }

    @Override
    public void say(long number) {
      int turn = (int) (number % all.size());
      all.get(turn).report(BESIDE + turn, subject.nextSequence());
    }

    @Override
    public Future<Void> close() {
      return Future.join(all.stream().map(DriverSimulator::close).toList()).mapEmpty();
    }
  }
}
