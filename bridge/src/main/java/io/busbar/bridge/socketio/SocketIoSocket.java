package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One client in one namespace. Listeners are called on {@link #context()}, one at a time, in the
 * order of the client's packets, and are to be added in the namespace's connection listener, before
 * which no event is delivered. Everything else may be called from any thread; calls made on the
 * context take effect in their order, those from elsewhere a turn later. An exception thrown by a
 * listener is logged and does no more.
 */
public interface SocketIoSocket {
  /** Its id, told to the client when it connects; not the id of the conversation below. */
  String id();

  /** The namespace it is connected to. */
  String namespace();

  /** The client's address without its port. What it showed is its {@link Admission}'s to keep. */
  String remoteAddress();

  /**
   * What the namespace's {@link Admission} has found out.
   *
   * @throws ClassCastException when that is something else
   * @throws IllegalStateException when it found nothing
   */
  <T> T admitted(Class<T> type);

  /** Where listeners are called. */
  Context context();

  /** Calls a listener for each event of a name. One listener a name; the last one counts. */
  void on(String event, Consumer<IncomingEvent> listener);

  /** Calls a listener for each event whose name has no listener of its own. */
  void onOther(Consumer<IncomingEvent> listener);

  /** Calls a listener once when it is no longer connected. */
  void onDisconnect(Consumer<DisconnectReason> listener);

  /** Calls a listener whenever the client has read what waited, after it was not writable. */
  void onDrain(Runnable listener);

  /**
   * Sends an event to this client, in order with what was broadcast before. Left out when it is no
   * longer connected.
   *
   * @throws IllegalArgumentException when the event was encoded for another namespace
   */
  void emit(EncodedEvent event);

  /**
   * Sends what goes to many, in order with what was sent before, at once instead of at the end of
   * the turn. To be called on {@link #context()}'s event loop. Left out when it is no longer
   * connected.
   *
   * @throws IllegalArgumentException when the events were encoded for another namespace
   */
  void emit(SharedEvents events);

  /** Encodes an event and sends it; binary nodes travel as attachments. */
  void emit(String event, List<? extends JsonNode> arguments);

  /**
   * Sends an event and waits for its acknowledgement. Succeeds with the client's arguments; fails
   * with {@link AckFailure} when it does not answer in time, disconnects, or owes too many answers.
   */
  Future<List<JsonNode>> emitWithAck(EncodedEvent event, Duration timeout);

  /**
   * Whether what is emitted now leaves at once; false while the client reads too slowly, and when
   * half of what may wait for it does, were it for this turn only. Who looks before each event
   * never overflows a client by himself.
   */
  boolean isWritable();

  /**
   * Enters a room; being in it already is fine.
   *
   * @throws IllegalStateException when called on the context and it is in as many rooms as it may
   */
  void join(String room);

  /** Leaves a room; not being in it is fine. */
  void leave(String room);

  /** The rooms it is in. */
  Set<String> rooms();

  /** Tells the client that it is no longer connected to this namespace. */
  void disconnect();

  /** Ends the whole conversation with the client, all of its namespaces. */
  void closeConnection();

  /** Whether it is connected. */
  boolean isConnected();
}
