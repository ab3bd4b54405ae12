package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes whose meaning is somebody else's; equal by content, never changed. Base64 in JSON. */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Bytes(@JsonValue byte[] value) {
  /** No bytes. */
  public static final Bytes NONE = new Bytes(new byte[0]);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Bytes {}

  /** The text as UTF-8. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Read as UTF-8. */
  public String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  public int length() {
    return value.length;
  }

  public boolean isEmpty() {
    return value.length == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Bytes[%d]".formatted(value.length);
  }
}
