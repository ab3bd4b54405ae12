package io.busbar.bridge.socketio;

import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.busbar.bridge.socketio.engineio.SharedRun;
import java.util.List;

/**
 * Events on their way to many sockets of one event loop: joined once, their frames lie once in
 * memory the network reads from. Used on that loop only; to be closed when each socket got them.
 */
public final class SharedEvents implements AutoCloseable {
  private final String namespace;
  private final SharedRun run;

  private SharedEvents(String namespace, SharedRun run) {
    this.namespace = namespace;
    this.run = run;
  }

  /**
   * Joins events in their order.
   *
   * @throws IllegalArgumentException when there are none, or they are of several namespaces
   */
  public static SharedEvents of(List<EncodedEvent> events) {
    List<String> namespaces = events.stream().map(EncodedEvent::namespace).distinct().toList();
    if (namespaces.size() != 1) {
      throw new IllegalArgumentException("Events of one namespace can be joined: " + namespaces);
    }
    List<EncodedPackets> packets = events.stream().map(EncodedEvent::packets).toList();
    return new SharedEvents(namespaces.get(0), new SharedRun(EncodedPackets.join(packets)));
  }

  /** The namespace they are for. */
  public String namespace() {
    return namespace;
  }

  /** How many bytes a WebSocket client gets. */
  public int size() {
    return run.size();
  }

  SharedRun run() {
    return run;
  }

  @Override
  public void close() {
    run.close();
  }
}
