package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.programs.ProgramsContract.Warned;

/** What is said of runs while they go on. */
interface RunEvents {
  void progressed(RunProgressed progress);

  void triggered(AutomationTriggered triggered);

  void notified(Notified note);

  void warned(Warned warning);

  /** Says it to everybody on the bus. */
  static RunEvents on(HubBus bus) {
    return new RunEvents() {
      @Override
      public void progressed(RunProgressed progress) {
        bus.publish(ProgramsContract.PROGRESS, progress);
      }

      @Override
      public void triggered(AutomationTriggered triggered) {
        bus.publish(ProgramsContract.TRIGGERED, triggered);
      }

      @Override
      public void notified(Notified note) {
        bus.publish(ProgramsContract.NOTIFIED, note);
      }

      @Override
      public void warned(Warned warning) {
        bus.publish(ProgramsContract.WARNED, warning);
      }
    };
  }

  /** A run as a whole began or ended. */
  default void moved(Run run) {
    ProgramRun.Status status = run.status();
    Progress progress =
        switch (status) {
          case QUEUED, RUNNING -> Progress.STARTED;
          case FAILED, UNKNOWN -> Progress.FAILED;
          case COMPLETED, SKIPPED, CANCELLED -> Progress.FINISHED;
        };
    ProgramRun shown = run.isEnded() ? run.whole() : run.bare();
    progressed(new RunProgressed(progress, shown, null, run.code()));
  }
}
