package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Grant;

/** Who gets messages: a client's session, or a part of the hub. */
interface Receiver {
  /** Whether it is there now; groups prefer those. */
  boolean isOnline();

  /** Gets a message, or keeps it for later, or drops it and counts that. */
  void deliver(Fanout message, Grant grant);
}
