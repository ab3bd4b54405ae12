package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves {@link IrContract}. Deploy once a node. */
public final class CaptureVerticle extends VerticleBase {
  private final HubBus bus;
  private final Extenders extenders;
  private final Clock clock;
  private @Nullable CaptureService service;

  public CaptureVerticle(HubBus bus, Extenders extenders, Clock clock) {
    this.bus = bus;
    this.extenders = extenders;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    CaptureService captures =
        new CaptureService(
            vertx,
            extenders,
            clock,
            this::lookUp,
            captured -> bus.publish(IrContract.CAPTURED, captured));
    service = captures;
    captures.start();
    return Future.all(
        List.of(
            bus.serve(IrContract.START, captures::begin),
            bus.serve(IrContract.STOP, captures::end)));
  }

  private Future<String> lookUp(String id) {
    return bus.request(DevicesContract.FIND, new FindDevice(new DeviceId(id)))
        .map(device -> device.endpoint().externalId());
  }

  @Override
  public Future<?> stop() {
    CaptureService captures = service;
    return captures == null ? Future.succeededFuture() : captures.stop();
  }
}
