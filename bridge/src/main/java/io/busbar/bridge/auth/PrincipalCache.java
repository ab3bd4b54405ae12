package io.busbar.bridge.auth;

import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.value.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Verified tokens, so that a request costs one look-up. An entry lives at most five minutes, so a
 * revocation that was not heard ends then, and a token is renewed while it is used.
 */
final class PrincipalCache {
  static final Duration LONGEST = Duration.ofMinutes(5);

  private final Clock clock;
  private final int limit;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong revocations = new AtomicLong();

  private record Entry(Principal principal, long endsAt) {}

  PrincipalCache(Clock clock, int limit) {
    this.clock = clock;
    this.limit = limit;
  }

  @Nullable Principal find(String token) {
    Entry entry = entries.get(token);
    if (entry == null) {
      return null;
    }
    if (clock.millis() < entry.endsAt()) {
      return entry.principal();
    }
    entries.remove(token, entry);
    return null;
  }

  /** Counts revocations; an answer that was asked for before one is not remembered after it. */
  long revocations() {
    return revocations.get();
  }

  void remember(String token, Principal principal, long revocationsWhenAsked) {
    if (entries.size() >= limit) {
      makeRoom();
    }
    long endsAt =
        Math.min(principal.expiresAt().toEpochMilli(), clock.millis() + LONGEST.toMillis());
    Entry entry = new Entry(principal, endsAt);
    entries.put(token, entry);
    if (revocations.get() != revocationsWhenAsked) {
      entries.remove(token, entry);
    }
  }

  void forget(TokensRevoked revoked) {
    revocations.incrementAndGet();
    boolean all = revoked.tokenIds().isEmpty();
    entries
        .values()
        .removeIf(
            entry ->
                all
                    ? entry.principal().id().equals(revoked.user())
                    : revoked.tokenIds().contains(entry.principal().tokenId()));
  }

  int size() {
    return entries.size();
  }

  private void makeRoom() {
    long now = clock.millis();
    entries.values().removeIf(entry -> entry.endsAt() <= now);
    if (entries.size() >= limit) {
      entries.clear();
    }
  }
}
