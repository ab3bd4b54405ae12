package io.busbar.bridge.realtime;

import io.busbar.bridge.live.ClientQueue;
import io.busbar.bridge.live.LiveBatch;
import io.busbar.bridge.live.LiveClient;
import io.busbar.bridge.live.LiveCounts;
import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.live.LiveFilter;
import io.busbar.bridge.live.LiveSnapshot;
import io.busbar.bridge.socketio.EncodedEvent;
import io.busbar.bridge.socketio.SharedEvents;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket that listens to the feed: written to while it reads, coalesced while it does not,
 * ended when it stops reading or its token ends. Used on its context only.
 */
final class SocketClient implements LiveClient {
  private static final Logger log = LoggerFactory.getLogger(SocketClient.class);

  /** How much is emitted in one turn before the reader's progress is looked at again. */
  private static final int RUN_BYTES = 1 << 18;

  private final SocketIoSocket socket;
  private final Principal principal;
  private final LiveEvent.@Nullable Kind kind;
  private final LiveFeed feed;
  private final LiveCounts counts;
  private final Limits limits;
  private final ClientQueue queue;
  private Selection selection;
  private Runnable spacesChanged = () -> {};
  private Runnable gone = () -> {};
  private Runnable concerned = () -> {};
  private @Nullable Instant blockedSince;
  private int run;
  private boolean ended;

  /**
   * How much may wait for a slow reader.
   *
   * @param queuedEvents events; of states only the latest of each device waits
   * @param blockedFor how long a reader may not read at all
   */
  record Limits(int queuedEvents, Duration blockedFor) {}

  /**
   * What a client wants to hear of.
   *
   * @param devices null: of all
   * @param types of protocol events; empty: all
   */
  record Selection(@Nullable Set<DeviceId> devices, Set<String> types) {
    static final Selection ALL = new Selection(null, Set.of());

    boolean isAll() {
      return devices == null && types.isEmpty();
    }

    boolean accepts(LiveEvent event) {
      return acceptsDevice(event.deviceId()) && (types.isEmpty() || types.contains(event.type()));
    }

    private boolean acceptsDevice(@Nullable DeviceId device) {
      return devices == null || (device != null && devices.contains(device));
    }
  }

  /**
   * @param kind what of the feed is for this namespace; null: only its beginning and end
   */
  SocketClient(
      SocketIoSocket socket,
      Principal principal,
      LiveEvent.@Nullable Kind kind,
      LiveFeed feed,
      Limits limits,
      Selection selection) {
    this.socket = socket;
    this.principal = principal;
    this.kind = kind;
    this.feed = feed;
    this.counts = feed.counts();
    this.limits = limits;
    this.queue = new ClientQueue(limits.queuedEvents());
    this.selection = selection;
  }

  /** Begins to listen; a hub that is full says so and ends the connection. */
  void begin() {
    socket.onDisconnect(
        reason -> {
          finish();
          gone.run();
        });
    socket.onDrain(this::readOn);
    try {
      feed.join(this, null);
    } catch (HubFailure full) {
      end(full.message());
    }
  }

  /** Called once when the socket is no longer connected. */
  void onGone(Runnable work) {
    gone = work;
  }

  /** Called when a space may hold other devices than before. */
  void onSpacesChanged(Runnable work) {
    spacesChanged = work;
  }

  /** Wants something else from now on. */
  void select(Selection other) {
    selection = other;
    concerned.run();
  }

  /** Wants something else from now on, and the present states of it. */
  void selectAndRefresh(Selection other) {
    select(other);
    Set<DeviceId> devices = other.devices();
    if (devices == null || !devices.isEmpty()) {
      feed.resend(this, devices == null ? LiveFilter.ALL : new LiveFilter(devices, Set.of()));
    }
  }

  @Override
  public Context context() {
    return socket.context();
  }

  @Override
  public LiveFilter filter() {
    Set<DeviceId> devices = selection.devices();
    return devices == null || kind != LiveEvent.Kind.STATE
        ? LiveFilter.ALL
        : new LiveFilter(devices, Set.of());
  }

  @Override
  public @Nullable Set<DeviceId> devices() {
    return selection.devices();
  }

  @Override
  public void joined(Runnable concerned) {
    this.concerned = concerned;
  }

  @Override
  public Principal principal() {
    return principal;
  }

  @Override
  public void snapshot(Buffer states, long seq) {
    throw new IllegalStateException("Sockets take snapshots device by device.");
  }

  @Override
  public void snapshot(LiveSnapshot states) {
    if (!ended && kind == LiveEvent.Kind.STATE) {
      take(states.events());
    }
  }

  @Override
  public void replay(List<LiveEvent> missed) {
    deliver(missed);
  }

  @Override
  public void deliver(LiveBatch batch) {
    if (ended || kind == null) {
      return;
    }
    SharedEvents all =
        selection.isAll() && queue.isEmpty() && hasRoom() ? batch.socketIo(kind) : null;
    if (all != null && all.size() <= RUN_BYTES) {
      socket.emit(all);
    } else {
      deliver(batch.events());
    }
  }

  private void deliver(List<LiveEvent> events) {
    if (ended || kind == null) {
      return;
    }
    boolean moved = false;
    for (LiveEvent event : events) {
      if (event.kind() == kind) {
        take(event);
      }
      moved |= event.movesDevices();
    }
    if (moved) {
      spacesChanged.run();
    }
  }

  private void take(List<LiveEvent> events) {
    events.forEach(this::take);
  }

  private void take(LiveEvent event) {
    if (ended || !selection.accepts(event)) {
      return;
    }
    if (queue.isEmpty() && hasRoom()) {
      emit(event);
      return;
    }
    long before = queue.coalesced();
    if (!queue.offer(event)) {
      counts.dropped(queue.size());
      end("too many events wait for it");
      return;
    }
    counts.coalesced(queue.coalesced() - before);
  }

  @Override
  public void tick(Instant now) {
    if (ended) {
      return;
    }
    pump();
    if (socket.isWritable()) {
      blockedSince = null;
      return;
    }
    Instant since = blockedSince;
    if (since == null) {
      blockedSince = now;
    } else if (!since.plus(limits.blockedFor()).isAfter(now)) {
      end("it has not read for %d s".formatted(limits.blockedFor().toSeconds()));
    }
  }

  /** It has read what waited. */
  private void readOn() {
    blockedSince = null;
    pump();
  }

  /** One by one: how many fit is known only when those before were emitted. */
  private void pump() {
    while (!ended && !queue.isEmpty() && hasRoom()) {
      queue.take(1).forEach(this::emit);
    }
  }

  private boolean hasRoom() {
    return run < RUN_BYTES && socket.isWritable();
  }

  /** What is emitted leaves at the end of the turn; only then is it known whether it was read. */
  private void emit(LiveEvent event) {
    EncodedEvent encoded = event.socketIo();
    boolean hadRoom = run < RUN_BYTES;
    run += encoded.size();
    socket.emit(encoded);
    if (hadRoom && run >= RUN_BYTES) {
      context().runOnContext(nextTurn -> goOn());
    }
  }

  private void goOn() {
    run = 0;
    pump();
  }

  /**
   * Tells the client why and disconnects it from the namespace. A client that does not read is cut
   * off: its connection is worth nothing, and a new one begins with the present states.
   */
  @Override
  public void end(String why) {
    if (ended) {
      return;
    }
    log.debug("Ending {} of {}: {}", socket.namespace(), principal.username(), why);
    boolean reads = socket.isWritable();
    finish();
    if (!socket.isConnected()) {
      return;
    }
    if (reads) {
      socket.emit(Outgoing.SESSION_END.with(socket.namespace(), Map.of("reason", why)));
      socket.disconnect();
    } else {
      socket.closeConnection();
    }
  }

  private void finish() {
    if (!ended) {
      ended = true;
      feed.leave(this);
    }
  }
}
