package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Loop;
import org.jspecify.annotations.Nullable;

/** What a conversation sends: what waits, and the transport that takes it when it can. */
final class Delivery {
  /** How much is written at once before the client's progress is looked at again. */
  private static final int RUN_BYTES = 1 << 18;

  /** A polling client with more than this waiting reads too slowly. */
  private static final int HIGH_WATER = 1 << 16;

  /** Whose packets these are. */
  interface Owner {
    boolean isOpen();

    /** There is no room for packets. */
    void overflow(EncodedPackets packets, int waiting, long bytes);

    /** What waited has left, after it was congested. */
    void drained();
  }

  private final Loop loop;
  private final EngineOptions.Limits limits;
  private final Owner owner;
  private final Outbox outbox = new Outbox();
  private final PollSide polls = new PollSide();
  private @Nullable WebSocketLine line;
  private volatile boolean blocked;
  private volatile boolean crowded;
  private boolean flushing;

  Delivery(Loop loop, EngineOptions.Limits limits, Owner owner) {
    this.loop = loop;
    this.limits = limits;
    this.owner = owner;
  }

  /** The request that waits for packets while the client polls. */
  PollSide polls() {
    return polls;
  }

  /** The WebSocket that carries all; null while the client polls. */
  @Nullable WebSocketLine line() {
    return line;
  }

  /**
   * Whether the client reads more slowly than we write, or so much was sent in this turn that soon
   * there is no room. May be called from any thread.
   */
  boolean isCongested() {
    return blocked || crowded;
  }

  /** A WebSocket carries it from the beginning. */
  void carry(WebSocketLine by, EncodedPackets open) {
    line = by;
    by.write(open);
  }

  /** Sends at the end of the turn. */
  void send(EncodedPackets packets) {
    if (!owner.isOpen()) {
      return;
    }
    if (!outbox.isEmpty() && !outbox.hasRoomFor(packets, limits)) {
      owner.overflow(packets, outbox.packets(), outbox.bytes());
      return;
    }
    outbox.add(packets);
    if (outbox.isHalfFull(limits) || (line == null && outbox.bytes() > HIGH_WATER)) {
      crowded = true;
    }
    if (!flushing) {
      flushing = true;
      loop.atEndOfTurn(this::flush);
    }
  }

  /** Sends now what goes to many. */
  void send(SharedRun run) {
    WebSocketLine to = line;
    if (to != null && owner.isOpen()) {
      pump(to);
    }
    if (to != null && owner.isOpen() && outbox.isEmpty() && !blocked) {
      to.writeShared(run.frames());
      if (!to.isWritable()) {
        await(to);
      }
    } else {
      send(run.packets());
    }
  }

  /** Sends what no limit may hold back. */
  void sendAnyway(EncodedPackets packets) {
    outbox.add(packets);
    flush();
  }

  /** Sends what waits, as far as the transport takes it. */
  void flush() {
    flushing = false;
    if (!owner.isOpen() || outbox.isEmpty()) {
      return;
    }
    if (line != null) {
      pumpAndTell(line);
    } else if (polls.isWaiting()) {
      polls.answer(outbox.takeAll());
      relieved();
    }
  }

  private void pumpAndTell(WebSocketLine to) {
    pump(to);
    if (!blocked) {
      relieved();
    }
  }

  /** Afterwards nothing waits, or the line tells when it has written. */
  private void pump(WebSocketLine to) {
    boolean takes = to.isWritable();
    while (takes && !outbox.isEmpty()) {
      to.write(outbox.take(RUN_BYTES));
      takes = to.isWritable();
    }
    if (!takes) {
      await(to);
    }
  }

  private void await(WebSocketLine to) {
    if (!blocked) {
      blocked = true;
      to.whenWritten(() -> written(to));
    }
  }

  private void written(WebSocketLine to) {
    if (!owner.isOpen()) {
      return;
    }
    blocked = false;
    pump(to);
    if (!blocked) {
      crowded = false;
      owner.drained();
    }
  }

  private void relieved() {
    if (crowded) {
      crowded = false;
      owner.drained();
    }
  }

  /** Answers the poll that waits with what there is; with a noop if it must not wait. */
  void answerPoll(boolean atOnce) {
    if (!outbox.isEmpty()) {
      flush();
    } else if (atOnce) {
      polls.answer(PollSide.NOOP);
    }
  }

  /** The WebSocket takes over. */
  void upgrade(WebSocketLine to) {
    line = to;
    polls.answer(PollSide.NOOP);
    pumpAndTell(to);
  }

  /** Writes what waits to the WebSocket, however slow it is. */
  void writeRest(WebSocketLine to) {
    if (!outbox.isEmpty()) {
      to.write(outbox.takeAll());
    }
  }

  /** Answers the poll that waits with the last there is. */
  void answerLastPoll() {
    outbox.add(PollSide.CLOSE);
    polls.answer(outbox.takeAll());
  }

  /** Ends: what waits is lost. */
  void discard() {
    polls.answer(PollSide.CLOSE);
    outbox.clear();
  }
}
