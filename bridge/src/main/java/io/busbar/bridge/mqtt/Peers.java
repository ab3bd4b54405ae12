package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;

/** The brokers of the other nodes. */
interface Peers {
  /** A single node has none. */
  Peers NONE =
      new Peers() {
        @Override
        public void published(Message message) {
          // Nobody else is there.
        }

        @Override
        public void connected(String clientId) {
          // It can only have been here.
        }
      };

  /** A message was published here. */
  void published(Message message);

  /** A client connected here: elsewhere it is gone. */
  void connected(String clientId);
}
