package io.busbar.bridge.surface.hos;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Shared;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The latest part of each answer that is the same for everybody, with its bytes: a service that
 * answers with the same object again says that nothing in it has changed, and then only what is the
 * asker's own is encoded.
 */
final class SharedAnswers {
  private final ConcurrentHashMap<Class<?>, Part> latest = new ConcurrentHashMap<>();

  private record Part(Object shared, Buffer fields, String tag) {}

  /**
   * An answer that is ready to be written.
   *
   * @param tag of everything but what is fleeting
   * @param fields of all parts, without braces
   */
  record Written(String tag, List<Buffer> fields) {}

  @SuppressWarnings("ReferenceEquality") // Equal answers are too large to be compared.
  Written of(Shared answer) {
    Part part = latest.get(answer.getClass());
    if (part == null || part.shared() != answer.shared()) {
      Buffer fields = fields(answer.shared());
      part = new Part(answer.shared(), fields, EntityTag.of(fields));
      latest.put(answer.getClass(), part);
    }
    Buffer own = fields(answer.own());
    String tag = EntityTag.of(Buffer.buffer(part.tag()).appendBuffer(own));
    return new Written(
        tag,
        Stream.of(part.fields(), own, fields(answer.fleeting()))
            .filter(fields -> fields.length() > 0)
            .toList());
  }

  /** The JSON of an object without its braces. */
  private static Buffer fields(Object part) {
    Buffer object = Buffer.buffer(Json.bytes(part));
    return object.slice(1, object.length() - 1);
  }
}
