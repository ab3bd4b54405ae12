package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.spaces.SpacesContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Wires programs and their runs to their addresses. */
public final class ProgramsVerticle extends VerticleBase {
  private final HubBus bus;
  private final ProgramsService programs;
  private final ProgramRunner runner;
  private final SceneCapture capture;
  private final LightsOut lights;

  /**
   * @param runner the same that the service was made with
   */
  public ProgramsVerticle(HubBus bus, ProgramsService programs, ProgramRunner runner) {
    this.bus = bus;
    this.programs = programs;
    this.runner = runner;
    this.capture = new SceneCapture(bus, programs, CaptureTable.load());
    this.lights = new LightsOut(bus, programs.programs());
  }

  @Override
  public Future<?> start() {
    return programs
        .load()
        .compose(loaded -> runner.start(programs.programs()))
        .compose(
            started ->
                Future.all(
                    List.of(
                        bus.serve(ProgramsContract.LIST, programs::list),
                        bus.serve(ProgramsContract.READ, programs::read),
                        bus.serve(ProgramsContract.SAVE, programs::save),
                        bus.serve(ProgramsContract.REMOVE, programs::remove),
                        bus.serve(ProgramsContract.USES, programs::uses),
                        bus.serve(ProgramsContract.CAPTURE, capture::capture),
                        bus.serve(ProgramsContract.LIGHTING_OFF, lights::turnOff),
                        bus.serve(ProgramsContract.RUN, programs::run),
                        bus.serve(ProgramsContract.LIST_RUNS, runner::list),
                        bus.serve(ProgramsContract.READ_RUN, runner::read),
                        bus.serve(ProgramsContract.CANCEL_RUN, runner::cancel),
                        bus.listen(DevicesContract.CHANGED, programs::deviceChanged),
                        bus.listen(SpacesContract.CHANGED, programs::spaceChanged))));
  }

  @Override
  public Future<?> stop() {
    return runner.stop();
  }
}
