package io.busbar.bridge.realtime;

import io.busbar.bridge.realtime.SocketClient.Selection;
import io.busbar.bridge.socketio.EncodedEvent;
import io.busbar.bridge.socketio.Namespace;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.ir.IrContract.Captured;
import io.busbar.contracts.ir.IrContract.Capturing;
import io.busbar.contracts.ir.IrContract.StartCapture;
import io.busbar.contracts.ir.IrContract.StopCapture;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /socket/device-ir-test}: what extenders hear while somebody looks. */
final class IrTests {
  /** How often the leases of extenders are prolonged; well within {@link IrContract#LEASE}. */
  static final Duration PROLONGED_EVERY = Duration.ofSeconds(45);

  private static final Logger log = LoggerFactory.getLogger(IrTests.class);
  private static final int MOST_EXTENDERS = 4;

  private final Surroundings around;
  private final Namespace namespace;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  IrTests(Surroundings around, Namespace namespace) {
    this.around = around;
    this.namespace = namespace;
  }

  /** How listening stands. */
  record IrStatus(
      boolean ok,
      boolean capturing,
      @Nullable String extenderId,
      @Nullable String extenderIp,
      @Nullable Instant until,
      @Nullable Problem error) {
    static IrStatus of(Capturing state) {
      return new IrStatus(
          true, state.capturing(), state.extenderId(), state.extenderIp(), state.until(), null);
    }
  }

  void connected(SocketIoSocket socket) {
    Visitor visitor = socket.admitted(Visitor.class);
    Watcher watcher = new Watcher(socket, visitor);
    SocketCalls calls = around.calls(socket);
    calls.serve(Incoming.IR_START, watcher::start, watcher::failed);
    calls.serve(Incoming.IR_STOP, watcher::stop, watcher::failed);
    SocketClient client = around.client(socket, visitor, null, Selection.ALL);
    client.onGone(watcher::gone);
    watchers.add(watcher);
    client.begin();
  }

  /** Tells who watches the extender. */
  void captured(Captured signal) {
    if (watchers.isEmpty()) {
      return;
    }
    EncodedEvent event = Outgoing.IR_DATA.with(namespace.name(), signal);
    watchers.forEach(watcher -> watcher.captured(signal, event));
  }

  /** Keeps extenders listening for those who are still there. */
  void prolong() {
    watchers.forEach(Watcher::prolong);
  }

  /** One socket and the extenders it watches, by address. */
  private final class Watcher {
    private final SocketIoSocket socket;
    private final Visitor visitor;
    private final Map<String, StartCapture> watched = new LinkedHashMap<>();

    Watcher(SocketIoSocket socket, Visitor visitor) {
      this.socket = socket;
      this.visitor = visitor;
    }

    Future<IrStatus> start(Map<String, @Nullable Object> wanted) {
      if (watched.size() >= MOST_EXTENDERS) {
        return Future.failedFuture(
            HubFailure.overloaded(
                "This socket watches %d extenders.".formatted(MOST_EXTENDERS),
                "Stop watching one of them."));
      }
      StartCapture start =
          new StartCapture(
              text(wanted, "extenderId"),
              requireOne(wanted),
              text(wanted, "token"),
              visitor.principal());
      return around.bus().request(IrContract.START, start).map(state -> started(start, state));
    }

    private IrStatus started(StartCapture start, Capturing state) {
      watched.put(state.extenderIp(), start);
      return told(IrStatus.of(state));
    }

    Future<IrStatus> stop(Map<String, @Nullable Object> wanted) {
      StopCapture stop =
          new StopCapture(text(wanted, "extenderId"), requireOne(wanted), visitor.principal());
      return around.bus().request(IrContract.STOP, stop).map(this::stopped);
    }

    private IrStatus stopped(Capturing state) {
      watched.remove(state.extenderIp());
      return told(IrStatus.of(state));
    }

    private IrStatus told(IrStatus status) {
      socket.emit(Outgoing.IR_STATUS.with(namespace.name(), status));
      return status;
    }

    void failed(Throwable cause) {
      IrStatus unused = told(new IrStatus(false, false, null, null, null, Problem.of(cause)));
    }

    void captured(Captured signal, EncodedEvent event) {
      socket
          .context()
          .runOnContext(
              here -> {
                if (watched.containsKey(signal.extenderIp()) && socket.isWritable()) {
                  socket.emit(event);
                }
              });
    }

    void prolong() {
      socket.context().runOnContext(here -> List.copyOf(watched.values()).forEach(this::again));
    }

    private void again(StartCapture start) {
      around.bus().request(IrContract.START, start).onFailure(this::lost);
    }

    private void lost(Throwable cause) {
      watched.clear();
      failed(cause);
    }

    void gone() {
      watchers.remove(this);
      watched
          .values()
          .forEach(
              start -> {
                StopCapture stop = new StopCapture(start.extenderId(), start.extenderIp(), null);
                around
                    .bus()
                    .request(IrContract.STOP, stop)
                    .onFailure(cause -> log.debug("It ends by itself: {}", cause.getMessage()));
              });
    }
  }

  private static @Nullable String requireOne(Map<String, @Nullable Object> wanted) {
    String address = text(wanted, "extenderIp");
    if (address == null && text(wanted, "extenderId") == null) {
      throw HubFailure.invalid(
              "/extenderId: is missing", "Name the extender by extenderId or extenderIp.")
          .details(List.of("/extenderId: is missing"));
    }
    return address;
  }

  private static @Nullable String text(Map<String, @Nullable Object> fields, String key) {
    Object value = fields.get(key);
    return value == null ? null : Objects.toString(value);
  }
}
