package io.busbar.verticles.pairing;

import io.busbar.contracts.pairing.PairingContract.PairedRemote;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps pairings as long as it lives itself. */
public final class InMemoryPairingStore implements PairingStore {
  private static final Comparator<PairingRequest> OLDEST_REQUEST =
      Comparator.comparing(PairingRequest::createdAt).thenComparing(PairingRequest::id);
  private static final Comparator<Entry> OLDEST_REMOTE =
      Comparator.comparing((Entry entry) -> entry.remote().pairedAt())
          .thenComparing(entry -> entry.remote().remoteId());

  private final Map<String, PairingRequest> requests = new HashMap<>();
  private final Map<String, Entry> remotes = new HashMap<>();

  private record Entry(PairedRemote remote, String tokenHash) {}

  @Override
  public synchronized Future<List<PairingRequest>> requests() {
    return Future.succeededFuture(requests.values().stream().sorted(OLDEST_REQUEST).toList());
  }

  @Override
  public synchronized Future<Void> add(PairingRequest request) {
    requests.values().removeIf(known -> known.remoteId().equals(request.remoteId()));
    requests.put(request.id(), request);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Optional<PairingRequest>> request(String id) {
    return Future.succeededFuture(Optional.ofNullable(requests.get(id)));
  }

  @Override
  public synchronized Future<Boolean> replace(PairingRequest request) {
    PairingRequest known = requests.get(request.id());
    boolean fits = known != null && known.revision() == request.revision() - 1;
    if (fits) {
      requests.put(request.id(), request);
    }
    return Future.succeededFuture(fits);
  }

  @Override
  public synchronized Future<Boolean> collect(
      PairingRequest request, PairedRemote remote, String tokenHash) {
    return replace(request)
        .onSuccess(
            fits -> {
              if (fits) {
                remotes.put(remote.remoteId(), new Entry(remote, tokenHash));
              }
            });
  }

  @Override
  public synchronized Future<Void> forgetRequests(Instant expiredBefore) {
    requests.values().removeIf(request -> request.expiresAt().isBefore(expiredBefore));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<PairedRemote>> remotes() {
    return Future.succeededFuture(
        remotes.values().stream().sorted(OLDEST_REMOTE).map(Entry::remote).toList());
  }

  @Override
  public synchronized Future<Optional<PairedRemote>> remoteOf(String tokenHash) {
    return Future.succeededFuture(
        remotes.values().stream()
            .filter(entry -> entry.tokenHash().equals(tokenHash))
            .map(Entry::remote)
            .findFirst());
  }

  @Override
  public synchronized Future<Boolean> deleteRemote(String remoteId) {
    return Future.succeededFuture(remotes.remove(remoteId) != null);
  }
}
