package io.busbar.bridge.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/** Gathers what one turn of the event loop writes, so that each client is written to once. */
final class Turn {
  private final Context context;
  private final List<ByteBuf> joined = new ArrayList<>();
  private List<Outgoing> dirty = new ArrayList<>();
  private List<Outgoing> spare = new ArrayList<>();
  private Run empty = Run.empty();

  Turn(Context context) {
    this.context = context;
  }

  /** The run of a client that was written nothing in this turn. */
  Run begin(Outgoing client) {
    if (dirty.isEmpty()) {
      context.runOnContext(end -> flush());
    }
    dirty.add(client);
    return empty;
  }

  /** The bytes of a run; they hold until the turn ends, and longer for those who retain them. */
  ByteBuf joined(Run run) {
    ByteBuf known = run.joined();
    if (known != null) {
      return known;
    }
    ByteBuf made = ByteBufAllocator.DEFAULT.directBuffer(run.length(), run.length());
    joined.add(made);
    run.joinIn(made);
    return made;
  }

  void flush() {
    List<Outgoing> written = dirty;
    dirty = spare;
    spare = written;
    empty = Run.empty();
    written.forEach(Outgoing::flush);
    written.clear();
    joined.forEach(ByteBuf::release);
    joined.clear();
  }
}
