package io.busbar.bridge.driver;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Puts the fragments of a message together and judges the whole: the WebSocket layer below does not
 * check UTF-8 across fragments, as RFC 6455 section 8.1 asks.
 */
final class MessageAssembly {
  /** What the frames so far amount to. */
  enum Verdict {
    INCOMPLETE,
    TEXT,
    BINARY,
    NOT_UTF8,
    TOO_BIG
  }

  private final int maxBytes;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private Buffer message = Buffer.buffer();
  private byte[] complete = new byte[0];
  private boolean binary;

  MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  Verdict add(WebSocketFrame frame) {
    if (!frame.isContinuation()) {
      message = Buffer.buffer();
      binary = frame.isBinary();
    }
    Buffer part = frame.binaryData();
    if (message.length() + part.length() > maxBytes) {
      message = Buffer.buffer();
      return Verdict.TOO_BIG;
    }
    message.appendBuffer(part);
    if (!frame.isFinal()) {
      return Verdict.INCOMPLETE;
    }
    if (binary) {
      return Verdict.BINARY;
    }
    complete = message.getBytes();
    message = Buffer.buffer();
    return isUtf8(complete) ? Verdict.TEXT : Verdict.NOT_UTF8;
  }

  /** The complete text message. */
  byte[] take() {
    byte[] taken = complete;
    complete = new byte[0];
    return taken;
  }

  private boolean isUtf8(byte[] bytes) {
    try {
      utf8.reset().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
