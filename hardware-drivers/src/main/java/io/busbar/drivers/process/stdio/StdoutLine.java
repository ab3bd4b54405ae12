package io.busbar.drivers.process.stdio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a line on stdout is (spec 7.1). */
enum StdoutLine {
  /** White space only. */
  BLANK,
  /** Free text. */
  TEXT,
  /** A JSON object that names no event. */
  OBJECT,
  /** A JSON object with an event. */
  EVENT;

  static StdoutLine of(byte[] line) {
    int first = 0;
    while (first < line.length && isSpace(line[first])) {
      first++;
    }
    if (first == line.length) {
      return BLANK;
    }
    return line[first] == '{' && isUtf8(line) ? json(line) : TEXT;
  }

  private static StdoutLine json(byte[] line) {
    try (JsonParser parser = Json.MAPPER.createParser(line)) {
      boolean event = false;
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        event |= value == JsonToken.VALUE_STRING && (name.equals("event") || name.equals("type"));
        parser.skipChildren();
      }
      boolean alone = parser.nextToken() == null;
      return alone ? event ? EVENT : OBJECT : TEXT;
    } catch (IOException notJson) {
      return TEXT;
    }
  }

  private static boolean isUtf8(byte[] line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
