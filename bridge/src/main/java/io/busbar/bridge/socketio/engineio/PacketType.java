package io.busbar.bridge.socketio.engineio;

import org.jspecify.annotations.Nullable;

/** The packets of Engine.IO, in the order of their digits. */
enum PacketType {
  OPEN('0'),
  CLOSE('1'),
  PING('2'),
  PONG('3'),
  MESSAGE('4'),
  UPGRADE('5'),
  NOOP('6');

  private static final PacketType[] ALL = values();

  private final char digit;

  PacketType(char digit) {
    this.digit = digit;
  }

  byte digit() {
    return (byte) digit;
  }

  /** The type a packet begins with, or null when there is none. */
  static @Nullable PacketType of(int digit) {
    int index = digit - '0';
    return index >= 0 && index < ALL.length ? ALL[index] : null;
  }
}
