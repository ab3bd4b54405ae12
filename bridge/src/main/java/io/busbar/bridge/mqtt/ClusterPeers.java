package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.ClientConnected;
import io.busbar.contracts.broker.BrokerContract.MessagePublished;
import io.busbar.contracts.bus.HubBus;

/** Tells the other nodes over the bus. */
record ClusterPeers(HubBus bus, String node) implements Peers {
  @Override
  public void published(Message message) {
    bus.publish(BrokerContract.PUBLISHED, new MessagePublished(node, MessageFormat.write(message)));
  }

  @Override
  public void connected(String clientId) {
    bus.publish(BrokerContract.CLIENT_CONNECTED, new ClientConnected(node, clientId));
  }
}
