package io.busbar.drivers.process;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.drivers.manifest.DriverLibrary;
import io.busbar.drivers.process.log.LogFiles;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Serves {@link ProcessesContract}. Deploy once a node; stopping it stops all local drivers. */
public final class ProcessesVerticle extends VerticleBase {
  private final HubBus bus;
  private final DriverLibrary library;
  private final List<DriverBody.Maker> makers;
  private final Path instances;
  private final Clock clock;
  private final RandomGenerator random;
  private @Nullable ProcessesService service;

  /**
   * @param makers who makes the bodies of which drivers
   * @param instances where the instances keep their files
   */
  public ProcessesVerticle(
      HubBus bus,
      DriverLibrary library,
      List<DriverBody.Maker> makers,
      Path instances,
      Clock clock,
      RandomGenerator random) {
    this.bus = bus;
    this.library = library;
    this.makers = List.copyOf(makers);
    this.instances = instances;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Future<?> start() {
    ProcessesService processes =
        new ProcessesService(
            vertx,
            library,
            makers,
            new Instances(instances, new LogFiles(clock)),
            new Surroundings(
                clock,
                random,
                Timers.of(vertx),
                change -> bus.publish(DriversContract.STATUS, change)));
    service = processes;
    return Future.all(
        List.of(
            bus.serve(ProcessesContract.CATALOG, processes::catalog),
            bus.serve(ProcessesContract.START, processes::start),
            bus.serve(ProcessesContract.STOP, processes::stop),
            bus.serve(ProcessesContract.TRY, processes::tryOut),
            bus.serve(ProcessesContract.CONDITIONS, processes::conditions),
            bus.serve(ProcessesContract.TAIL, processes::tail),
            bus.listen(DriversContract.STATUS, processes::statusChanged)));
  }

  @Override
  public Future<?> stop() {
    ProcessesService processes = service;
    return processes == null ? Future.succeededFuture() : processes.stopAll();
  }
}
