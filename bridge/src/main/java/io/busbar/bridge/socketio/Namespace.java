package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The clients that share a name. Events are encoded once and shared by all of them; what is emitted
 * in one event-loop turn is joined once and written to each client in one piece. Emitting is open
 * to any thread and takes effect in the order of the calls of that thread.
 */
public interface Namespace {
  /** Its name, which begins with a slash. */
  String name();

  /** Decides who may connect; everybody while this is not called. */
  void admission(Admission admission);

  /**
   * Calls a listener for each client that has connected, on the client's context; there it adds its
   * own listeners to the socket. What it emits follows the answer to the client's connect packet.
   */
  void onConnection(Consumer<SocketIoSocket> listener);

  /** Encodes an event for this namespace. */
  EncodedEvent encode(String event, List<? extends JsonNode> arguments);

  /**
   * Sends an event to everybody.
   *
   * @throws IllegalArgumentException when it was encoded for another namespace
   */
  void emit(EncodedEvent event);

  /**
   * Sends an event to those that want it.
   *
   * @param who asked on each client's context; must not block
   */
  void emit(EncodedEvent event, Predicate<SocketIoSocket> who);

  /** Sends an event to those in a room. */
  void emitTo(String room, EncodedEvent event);

  /** Who is connected to this node now; a copy. */
  Collection<SocketIoSocket> sockets();

  /** How many are connected to this node. */
  int size();
}
