package io.busbar.bridge.realtime;

import io.busbar.bridge.realtime.SocketClient.Selection;
import io.busbar.bridge.socketio.Namespace;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.pairing.PairingContract.CollectPairing;
import io.busbar.contracts.pairing.PairingContract.PairingChanged;
import io.busbar.contracts.pairing.PairingContract.PairingRequested;
import io.busbar.contracts.pairing.PairingContract.PairingResult;
import io.busbar.contracts.pairing.PairingContract.RequestPairing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /socket/remote-connect}: remotes ask to be let in, before they have a token. */
final class Pairings {
  private static final Logger log = LoggerFactory.getLogger(Pairings.class);
  private static final int MOST_STRANGERS = 64;
  private static final int MOST_OF_ONE_ADDRESS = 8;

  private final Surroundings around;
  private final Namespace namespace;
  private final Map<String, Asker> waiting = new ConcurrentHashMap<>();
  private final Map<String, Integer> ofAddress = new ConcurrentHashMap<>();
  private final AtomicInteger strangers = new AtomicInteger();

  Pairings(Surroundings around, Namespace namespace) {
    this.around = around;
    this.namespace = namespace;
  }

  /** How a pairing stands, as the remote is told. */
  record PairingStatus(
      String status,
      @Nullable String pairingId,
      @Nullable String code,
      @Nullable Instant expiresAt,
      @Nullable String token,
      @Nullable String spaceId,
      @Nullable String message,
      @Nullable Problem error) {
    static PairingStatus of(PairingRequested asked) {
      return new PairingStatus(
          "pending", asked.pairingId(), asked.code(), asked.expiresAt(), null, null, null, null);
    }

    static PairingStatus of(PairingResult result) {
      return new PairingStatus(
          word(result.status()),
          result.pairingId(),
          null,
          null,
          result.token(),
          result.spaceId(),
          null,
          null);
    }

    static PairingStatus of(Problem problem) {
      return new PairingStatus("error", null, null, null, null, null, problem.message(), problem);
    }

    private static String word(PairingContract.Status status) {
      return status == PairingContract.Status.COLLECTED
          ? "approved"
          : status.name().toLowerCase(Locale.ROOT);
    }
  }

  void connected(SocketIoSocket socket) {
    Optional<?> visitor = socket.admitted(Optional.class);
    if (visitor.isPresent()) {
      welcome(socket, (Visitor) visitor.get());
      return;
    }
    String address = socket.remoteAddress();
    boolean room = take(address);
    Asker asker = new Asker(socket, address);
    socket.onDisconnect(
        reason -> {
          asker.gone();
          give(address);
        });
    if (room) {
      around.calls(socket).serve(Incoming.PAIRING, asker::ask, asker::failed);
      return;
    }
    socket.emit(
        Outgoing.SESSION_END.with(
            namespace.name(), Map.of("reason", "too many remotes wait to be let in")));
    socket.disconnect();
  }

  /** A remote that has its token already hears so. */
  private void welcome(SocketIoSocket socket, Visitor visitor) {
    SocketCalls unused = around.calls(socket);
    around.client(socket, visitor, null, Selection.ALL).begin();
    socket.emit(
        Outgoing.PAIRING_STATUS.with(
            namespace.name(),
            new PairingStatus("approved", null, null, null, null, visitor.spaceId(), null, null)));
  }

  /** A request was decided, or nobody decided it in time. */
  void changed(PairingChanged change) {
    Asker asker = waiting.get(change.pairingId());
    if (asker != null && change.status() != PairingContract.Status.PENDING) {
      asker.socket.context().runOnContext(here -> asker.collect(change.pairingId()));
    }
  }

  private boolean take(String address) {
    boolean room = strangers.incrementAndGet() <= MOST_STRANGERS;
    return ofAddress.merge(address, 1, Integer::sum) <= MOST_OF_ONE_ADDRESS && room;
  }

  private void give(String address) {
    strangers.decrementAndGet();
    ofAddress.computeIfPresent(address, (key, count) -> less(count));
  }

  @SuppressWarnings("NullAway") // computeIfPresent takes null for "remove"
  private static Integer less(int count) {
    return count <= 1 ? null : count - 1;
  }

  /** A remote that is not let in yet. */
  private final class Asker {
    private final SocketIoSocket socket;
    private final String address;
    private @Nullable PairingRequested asked;

    Asker(SocketIoSocket socket, String address) {
      this.socket = socket;
      this.address = address;
    }

    Future<PairingStatus> ask(Map<String, @Nullable Object> wanted) {
      RequestPairing request =
          new RequestPairing(
              Objects.requireNonNull(text(wanted, "remoteId")),
              text(wanted, "name"),
              text(wanted, "model"),
              text(wanted, "firmware"),
              address);
      return around.bus().request(PairingContract.REQUEST, request).map(this::pending);
    }

    private PairingStatus pending(PairingRequested request) {
      gone();
      asked = request;
      if (socket.isConnected()) {
        waiting.put(request.pairingId(), this);
      }
      return told(PairingStatus.of(request));
    }

    void collect(String pairingId) {
      PairingRequested request = asked;
      if (request == null || !request.pairingId().equals(pairingId)) {
        return;
      }
      around
          .bus()
          .request(PairingContract.COLLECT, new CollectPairing(pairingId, request.claim()))
          .onSuccess(this::decided)
          .onFailure(this::failed);
    }

    private void decided(PairingResult result) {
      if (result.status() == PairingContract.Status.PENDING
          || (result.status() == PairingContract.Status.COLLECTED && result.token() == null)) {
        return;
      }
      gone();
      PairingStatus unused = told(PairingStatus.of(result));
    }

    void failed(Throwable cause) {
      Problem problem = Problem.of(cause);
      if (problem.code().equals(FailureCode.INTERNAL.name()) || !(cause instanceof HubFailure)) {
        log.warn("A pairing failed: {}", problem.message());
      }
      PairingStatus unused = told(PairingStatus.of(problem));
    }

    private PairingStatus told(PairingStatus status) {
      socket.emit(Outgoing.PAIRING_STATUS.with(namespace.name(), status));
      return status;
    }

    void gone() {
      PairingRequested request = asked;
      asked = null;
      if (request != null) {
        waiting.remove(request.pairingId());
      }
    }
  }

  private static @Nullable String text(Map<String, @Nullable Object> fields, String key) {
    return fields.get(key) instanceof String text ? text : null;
  }
}
