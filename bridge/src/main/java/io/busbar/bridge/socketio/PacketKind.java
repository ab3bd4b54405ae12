package io.busbar.bridge.socketio;

import org.jspecify.annotations.Nullable;

/** The packets of Socket.IO, in the order of their digits. */
enum PacketKind {
  CONNECT('0'),
  DISCONNECT('1'),
  EVENT('2'),
  ACK('3'),
  CONNECT_ERROR('4'),
  BINARY_EVENT('5'),
  BINARY_ACK('6');

  private static final PacketKind[] ALL = values();

  private final char digit;

  PacketKind(char digit) {
    this.digit = digit;
  }

  byte digit() {
    return (byte) digit;
  }

  boolean isBinary() {
    return this == BINARY_EVENT || this == BINARY_ACK;
  }

  PacketKind withAttachments() {
    return this == EVENT ? BINARY_EVENT : BINARY_ACK;
  }

  /** The kind a packet begins with, or null when there is none. */
  static @Nullable PacketKind of(int digit) {
    int index = digit - '0';
    return index >= 0 && index < ALL.length ? ALL[index] : null;
  }
}
