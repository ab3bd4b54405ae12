package io.busbar.contracts.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Passes a record by reference on its own node and as JSON between nodes: all of its components,
 * also of a record that shows its readers only one of them.
 */
final class RecordCodec<T> implements MessageCodec<T, T> {
  private static final JsonMapper MAPPER =
      Json.MAPPER.rebuild().annotationIntrospector(new WholeRecords()).build();

  private final Class<T> type;
  private volatile @Nullable Wire wire;

  RecordCodec(Class<T> type) {
    this.type = type;
  }

  /** What a node alone never needs, and is slow to make. */
  private record Wire(ObjectReader reader, ObjectWriter writer) {
    /** What comes was written by a node: that no name is twice need not be looked for. */
    static Wire of(Class<?> type) {
      return new Wire(
          MAPPER.readerFor(type).without(StreamReadFeature.STRICT_DUPLICATE_DETECTION),
          MAPPER.writerFor(type));
    }
  }

  private Wire wire() {
    Wire known = wire;
    if (known == null) {
      known = Wire.of(type);
      wire = known;
    }
    return known;
  }

  static String nameOf(Class<?> type) {
    return "record:" + type.getName();
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    byte[] bytes = bytes(message);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    int start = position + Integer.BYTES;
    try {
      return wire().reader().readValue(buffer.getBytes(start, start + length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return nameOf(type);
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  private byte[] bytes(T message) {
    try {
      return wire().writer().writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a record of several components for what it is, whatever it shows to clients. */
  private static final class WholeRecords extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasAsValue(Annotated annotated) {
      if (annotated instanceof AnnotatedMember member && hasSeveral(member.getDeclaringClass())) {
        return null;
      }
      return super.hasAsValue(annotated);
    }

    @Override
    public @Nullable NameTransformer findUnwrappingNameTransformer(AnnotatedMember member) {
      return null;
    }

    private static boolean hasSeveral(Class<?> type) {
      return type.isRecord() && type.getRecordComponents().length > 1;
    }
  }
}
