package io.busbar.bridge.socketio;

import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.busbar.bridge.socketio.engineio.SharedRun;
import io.busbar.bridge.socketio.engineio.loop.Loop;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of one namespace on one event loop. What is broadcast in a turn is joined once for
 * all who want the same of it, and written to each in one piece.
 */
final class BroadcastGroup {
  private static final Logger log = LoggerFactory.getLogger(BroadcastGroup.class);

  /** How many events, and about how many bytes, are joined at most. */
  private static final int RUN_EVENTS = 1024;

  private static final int RUN_BYTES = 1 << 18;

  /** One event for those who want it. */
  record Cast(EncodedEvent event, @Nullable String room, @Nullable Predicate<SocketIoSocket> who) {
    boolean isForAll() {
      return room == null && who == null;
    }

    boolean wantedBy(ConnectedSocket socket) {
      return (room == null || socket.isIn(room)) && (who == null || asks(who, socket));
    }

    private static boolean asks(Predicate<SocketIoSocket> who, ConnectedSocket socket) {
      try {
        return who.test(socket);
      } catch (RuntimeException e) {
        log.error("Whether a socket wants an event cannot be told; it does not get it", e);
        return false;
      }
    }
  }

  private final Loop loop;
  private final Queue<Cast> casts = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean flushing = new AtomicBoolean();
  private final ArrayList<ConnectedSocket> members = new ArrayList<>();
  private final Map<String, Set<ConnectedSocket>> rooms = new HashMap<>();

  BroadcastGroup(Loop loop) {
    this.loop = loop;
  }

  Loop loop() {
    return loop;
  }

  /** Broadcasts soon. May be called from any thread. */
  void cast(Cast cast) {
    casts.add(cast);
    if (flushing.compareAndSet(false, true)) {
      loop.later(this::flush);
    }
  }

  void add(ConnectedSocket socket) {
    flush();
    socket.place = members.size();
    members.add(socket);
  }

  void remove(ConnectedSocket socket) {
    int place = socket.place;
    if (place < 0) {
      return;
    }
    ConnectedSocket last = members.remove(members.size() - 1);
    if (last != socket) {
      members.set(place, last);
      last.place = place;
    }
    socket.place = -1;
  }

  void enter(String room, ConnectedSocket socket) {
    rooms.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(socket);
  }

  void exit(String room, ConnectedSocket socket) {
    Set<ConnectedSocket> in = rooms.get(room);
    if (in != null && in.remove(socket) && in.isEmpty()) {
      rooms.remove(room);
    }
  }

  /** Writes what was broadcast so far. To be called on the loop. */
  void flush() {
    flushing.set(false);
    for (List<Cast> run = nextRun(); !run.isEmpty(); run = nextRun()) {
      write(run);
    }
  }

  private List<Cast> nextRun() {
    List<Cast> run = new ArrayList<>();
    int bytes = 0;
    while (run.size() < RUN_EVENTS && bytes < RUN_BYTES) {
      Cast next = casts.poll();
      if (next == null) {
        break;
      }
      run.add(next);
      bytes += next.event().size();
    }
    return run;
  }

  private void write(List<Cast> run) {
    List<ConnectedSocket> audience = audience(run);
    if (audience.isEmpty()) {
      return;
    }
    if (run.stream().allMatch(Cast::isForAll)) {
      try (SharedRun shared = share(run)) {
        audience.forEach(socket -> socket.send(shared));
      }
      return;
    }
    writeWanted(run, audience);
  }

  /** Who may want something of a run: a copy, for who does not read is removed meanwhile. */
  private List<ConnectedSocket> audience(List<Cast> run) {
    String room = run.get(0).room();
    if (room != null && run.stream().allMatch(cast -> room.equals(cast.room()))) {
      return List.copyOf(rooms.getOrDefault(room, Set.of()));
    }
    return List.copyOf(members);
  }

  private static void writeWanted(List<Cast> run, List<ConnectedSocket> audience) {
    Map<BitSet, SharedRun> byWish = new HashMap<>();
    try {
      for (ConnectedSocket socket : audience) {
        BitSet wanted = wanted(run, socket);
        if (!wanted.isEmpty()) {
          socket.send(byWish.computeIfAbsent(wanted, wish -> share(run, wish)));
        }
      }
    } finally {
      byWish.values().forEach(SharedRun::close);
    }
  }

  private static BitSet wanted(List<Cast> run, ConnectedSocket socket) {
    BitSet wanted = new BitSet(run.size());
    for (int i = 0; i < run.size(); i++) {
      if (run.get(i).wantedBy(socket)) {
        wanted.set(i);
      }
    }
    return wanted;
  }

  private static SharedRun share(List<Cast> run, BitSet wish) {
    return share(wish.stream().mapToObj(run::get).toList());
  }

  private static SharedRun share(List<Cast> run) {
    return new SharedRun(
        EncodedPackets.join(run.stream().map(cast -> cast.event().packets()).toList()));
  }
}
