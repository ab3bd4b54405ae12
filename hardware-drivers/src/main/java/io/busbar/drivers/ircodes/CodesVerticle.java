package io.busbar.drivers.ircodes;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.devices.DevicesContract.KeepIrCode;
import io.busbar.contracts.ir.IrCodesContract;
import io.busbar.contracts.value.DeviceId;
import io.busbar.drivers.extender.Extenders;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;

/** Wires {@link IrCodesContract}. Deploy once a node. */
public final class CodesVerticle extends VerticleBase {
  private final HubBus bus;
  private final Extenders extenders;
  private final InstantSource clock;
  private List<Subscription> subscriptions = List.of();

  public CodesVerticle(HubBus bus, Extenders extenders, InstantSource clock) {
    this.bus = bus;
    this.extenders = extenders;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    CodesService codes = new CodesService(vertx, extenders, new House(bus), clock);
    return Future.all(
            List.of(
                bus.serve(IrCodesContract.LIST_REMOTES, codes::list),
                bus.serve(IrCodesContract.READ_REMOTE, codes::read),
                bus.serve(IrCodesContract.SAVE_REMOTE, codes::save),
                bus.serve(IrCodesContract.REMOVE_REMOTE, codes::remove),
                bus.serve(IrCodesContract.REMOVE_KEY, codes::remove),
                bus.serve(IrCodesContract.IMPORT, codes::importFile),
                bus.serve(IrCodesContract.EXPORT, codes::export),
                bus.serve(
                    IrCodesContract.CONVERT,
                    asked -> Future.succeededFuture(CodeWords.convert(asked))),
                bus.serve(
                    IrCodesContract.DECODE,
                    asked -> Future.succeededFuture(CodeWords.decode(asked))),
                bus.serve(IrCodesContract.LEARN, codes::learn),
                bus.serve(IrCodesContract.CANCEL_LEARNING, codes::cancel)))
        .onSuccess(served -> subscriptions = served.list());
  }

  @Override
  public Future<?> stop() {
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }

  private record House(HubBus bus) implements CodesService.Registry {
    @Override
    public Future<Device> find(String id) {
      return bus.request(DevicesContract.FIND, new FindDevice(new DeviceId(id)));
    }

    @Override
    public Future<Device> keep(KeepIrCode code) {
      return bus.request(DevicesContract.KEEP_IR_CODE, code);
    }
  }
}
