package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of a WebSocket message together and judges the whole: the layer below does not
 * check UTF-8 across fragments, as RFC 6455 section 8.1 asks. Holds nothing between messages.
 */
public final class MessageAssembly {
  private static final byte[] NOTHING = new byte[0];

  /** What the frames so far amount to. */
  public enum Verdict {
    INCOMPLETE,
    TEXT,
    BINARY,
    NOT_UTF8,
    TOO_BIG
  }

  private final int maxBytes;
  private @Nullable Buffer fragments;
  private boolean binary;
  private byte[] complete = NOTHING;

  /**
   * Makes an empty one.
   *
   * @param maxBytes what a whole message may have
   */
  public MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes the next frame of text, binary or continuation. */
  public Verdict add(WebSocketFrame frame) {
    if (!frame.isContinuation()) {
      fragments = null;
      binary = frame.isBinary();
    }
    Buffer part = frame.binaryData();
    int before = fragments == null ? 0 : fragments.length();
    if (before + part.length() > maxBytes) {
      fragments = null;
      return Verdict.TOO_BIG;
    }
    if (!frame.isFinal()) {
      fragments = (fragments == null ? Buffer.buffer() : fragments).appendBuffer(part);
      return Verdict.INCOMPLETE;
    }
    complete = fragments == null ? part.getBytes() : fragments.appendBuffer(part).getBytes();
    fragments = null;
    if (binary) {
      return Verdict.BINARY;
    }
    return Utf8.isValid(complete) ? Verdict.TEXT : Verdict.NOT_UTF8;
  }

  /** The complete message, once, after TEXT or BINARY. */
  public byte[] take() {
    byte[] taken = complete;
    complete = NOTHING;
    return taken;
  }
}
