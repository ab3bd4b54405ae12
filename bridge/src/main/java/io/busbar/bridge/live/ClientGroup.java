package io.busbar.bridge.live;

import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The clients of one event loop: the feed hops to it once a turn, not once a client. */
final class ClientGroup {
  private final Context context;
  private final Consumer<LiveClient> left;
  private final Set<LiveClient> clients = new LinkedHashSet<>();
  private final Interests interests = new Interests();

  /**
   * @param left told of each client that has left
   */
  ClientGroup(Context context, Consumer<LiveClient> left) {
    this.context = context;
    this.left = left;
  }

  void deliver(LiveBatch.Turn turn) {
    onContext(() -> tell(turn));
  }

  private void tell(LiveBatch.Turn turn) {
    try (LiveBatch batch = new LiveBatch(turn)) {
      interests.in(turn.events()).forEach(client -> client.deliver(batch));
    }
  }

  /** Adds a client once its opening was written, in the feed's order. */
  void join(LiveClient client, Runnable opening) {
    onContext(
        () -> {
          opening.run();
          clients.add(client);
          interests.put(client);
          client.joined(() -> concerned(client));
        });
  }

  private void concerned(LiveClient client) {
    if (clients.contains(client)) {
      interests.put(client);
    }
  }

  void leave(LiveClient client) {
    onContext(
        () -> {
          if (clients.remove(client)) {
            interests.remove(client);
            left.accept(client);
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
                  if (isRevoked(client.principal(), event)) {
                    client.end("the token was revoked");
                  }
                }));
  }

  private static boolean isRevoked(Principal principal, TokensRevoked event) {
    return event.tokenIds().isEmpty()
        ? principal.id().equals(event.user())
        : event.tokenIds().contains(principal.tokenId());
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
