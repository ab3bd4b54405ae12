package io.busbar.bridge.surface.hos;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest answer of each list with its bytes: a service that answers with the same object again
 * says that nothing has changed, and then nothing is encoded again.
 */
final class EncodedLists {
  private final ConcurrentHashMap<String, Encoded> latest = new ConcurrentHashMap<>();

  /** An answer as it is sent. */
  record Encoded(Object answer, Buffer body, String tag) {}

  /**
   * The bytes of an answer.
   *
   * @param name of the list; there are as many as contracts name
   */
  @SuppressWarnings("ReferenceEquality") // Equal answers are too large to be compared.
  Encoded of(String name, Object answer, Envelope envelope) {
    Encoded known = latest.get(name);
    if (known != null && known.answer() == answer) {
      return known;
    }
    Buffer body = envelope.success(answer);
    Encoded encoded = new Encoded(answer, body, EntityTag.of(body));
    latest.put(name, encoded);
    return encoded;
  }
}
