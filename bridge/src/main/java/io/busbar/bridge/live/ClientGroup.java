package io.busbar.bridge.live;

import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The clients of one event loop: the feed hops to it once a turn, not once a client. */
final class ClientGroup {
  private final Context context;
  private final AtomicInteger count;
  private final Set<LiveClient> clients = new LinkedHashSet<>();

  ClientGroup(Context context, AtomicInteger count) {
    this.context = context;
    this.count = count;
  }

  void deliver(LiveBatch batch) {
    onContext(() -> each(client -> client.deliver(batch)));
  }

  /** Adds a client once its opening was written, in the feed's order. */
  void join(LiveClient client, Runnable opening) {
    onContext(
        () -> {
          opening.run();
          if (clients.add(client)) {
            count.incrementAndGet();
          }
        });
  }

  void leave(LiveClient client) {
    onContext(
        () -> {
          if (clients.remove(client)) {
            count.decrementAndGet();
          }
        });
  }

  void tick(Instant now) {
    onContext(
        () ->
            each(
                client -> {
                  if (client.principal().expiresAt().isBefore(now)) {
                    client.end("the token has expired");
                    return;
                  }
                  client.tick(now);
                }));
  }

  void revoked(TokensRevoked event) {
    onContext(
        () ->
            each(
                client -> {
                  boolean token = event.tokenIds().contains(client.principal().tokenId());
                  if (token || client.principal().id().equals(event.user())) {
                    client.end("the token was revoked");
                  }
                }));
  }

  void end(String why) {
    onContext(() -> each(client -> client.end(why)));
  }

  private void each(Consumer<LiveClient> visit) {
    List.copyOf(clients).forEach(visit);
  }

  private void onContext(Runnable work) {
    context.runOnContext(ignored -> work.run());
  }
}
