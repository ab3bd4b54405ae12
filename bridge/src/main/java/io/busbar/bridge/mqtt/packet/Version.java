package io.busbar.bridge.mqtt.packet;

/** The protocol a client chose in its CONNECT. */
public enum Version {
  V3_1,
  V3_1_1,
  V5;

  /** Whether packets carry properties and reason codes. */
  public boolean hasProperties() {
    return this == V5;
  }
}
