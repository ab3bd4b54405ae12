package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.urlhooks.UrlHooksContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Wires {@link UrlHooksContract}. */
public final class UrlHooksVerticle extends VerticleBase {
  private final HubBus bus;
  private final UrlHooksService hooks;
  private final HookCalls calls;
  private List<Subscription> subscriptions = List.of();

  public UrlHooksVerticle(HubBus bus, UrlHooksService hooks, HookCalls calls) {
    this.bus = bus;
    this.hooks = hooks;
    this.calls = calls;
  }

  @Override
  public Future<?> start() {
    return Future.all(
            List.of(
                bus.listen(IdentityContract.USER_CHANGED, hooks::userChanged),
                bus.serve(UrlHooksContract.LIST, hooks::list),
                bus.serve(UrlHooksContract.CREATE, hooks::create),
                bus.serve(UrlHooksContract.REVOKE, hooks::revoke),
                bus.serve(UrlHooksContract.FIRE, calls::fire),
                bus.serve(UrlHooksContract.RUN, calls::run)))
        .onSuccess(served -> subscriptions = served.list());
  }

  @Override
  public Future<?> stop() {
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }
}
