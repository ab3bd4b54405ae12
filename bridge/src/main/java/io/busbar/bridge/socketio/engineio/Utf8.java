package io.busbar.bridge.socketio.engineio;

/** Whether bytes are UTF-8 as RFC 3629 has it: shortest form, no surrogates, up to U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = sequence(bytes, at);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** How long the sequence that begins here is; 0 when it is none. */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int left = bytes.length - at;
    if (first >= 0xc2 && first <= 0xdf) {
      return left > 1 && isNext(bytes[at + 1]) ? 2 : 0;
    }
    if (first >= 0xe0 && first <= 0xef) {
      return left > 2 && isThree(first, bytes, at) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
      return left > 3 && isFour(first, bytes, at) ? 4 : 0;
    }
    return 0;
  }

  private static boolean isThree(int first, byte[] bytes, int at) {
    int second = bytes[at + 1] & 0xff;
    boolean shortest = first != 0xe0 || second >= 0xa0;
    boolean noSurrogate = first != 0xed || second < 0xa0;
    return shortest && noSurrogate && isNext(bytes[at + 1]) && isNext(bytes[at + 2]);
  }

  private static boolean isFour(int first, byte[] bytes, int at) {
    int second = bytes[at + 1] & 0xff;
    boolean shortest = first != 0xf0 || second >= 0x90;
    boolean inRange = first != 0xf4 || second < 0x90;
    return shortest
        && inRange
        && isNext(bytes[at + 1])
        && isNext(bytes[at + 2])
        && isNext(bytes[at + 3]);
  }

  private static boolean isNext(byte one) {
    return (one & 0xc0) == 0x80;
  }
}
