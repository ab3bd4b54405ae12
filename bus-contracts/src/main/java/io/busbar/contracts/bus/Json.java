package io.busbar.contracts.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON configuration of the hub: duplicate keys, depth beyond {@value #MAX_DEPTH} and
 * oversized numbers are refused; instants are ISO-8601 UTC; absent optional values are left out.
 */
public final class Json {
  /** How deep a document may nest. */
  public static final int MAX_DEPTH = 64;

  private static final int MAX_NUMBER_LENGTH = 64;
  private static final int MAX_STRING_LENGTH = 1 << 20;
  private static final int MAX_NAME_LENGTH = 1024;
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** Shared and immutable by convention: never reconfigure it. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(MAX_STRING_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(new ParameterNamesModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what the hub itself wrote; a document that does not fit is a defect. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a stranger's JSON object. Half a surrogate pair, which no UTF-8 can carry on, is read as
   * U+FFFD.
   *
   * @throws HubFailure INVALID when it is not one JSON object within the limits of this class, or
   *     holds a number beyond those of a double
   */
  public static Map<String, @Nullable Object> readObject(byte[] json) {
    try {
      Map<String, @Nullable Object> object = MAPPER.readValue(json, OBJECT);
      if (object == null) {
        throw malformed("null is not an object");
      }
      return ForeignValues.accepted(object);
    } catch (MismatchedInputException e) {
      throw malformed("this is not an object");
    } catch (JsonProcessingException e) {
      throw malformed(Objects.requireNonNullElse(e.getOriginalMessage(), "not JSON"));
    } catch (IOException e) {
      throw malformed(e.getClass().getSimpleName());
    }
  }

  static HubFailure malformed(String why) {
    String line = why.lines().findFirst().orElse(why);
    return HubFailure.invalid("Malformed JSON: " + line, "Send one JSON object in UTF-8.")
        .reason("MALFORMED_JSON");
  }
}
