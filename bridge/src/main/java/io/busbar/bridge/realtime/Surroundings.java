package io.busbar.bridge.realtime;

import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.realtime.SocketClient.Selection;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubBus;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What all namespaces need. */
record Surroundings(
    HubBus bus,
    LiveFeed feed,
    InstantSource clock,
    SocketContract contract,
    SocketClient.Limits limits,
    CallLimit.Rates rates) {

  /** The requests of a socket that has just connected. */
  SocketCalls calls(SocketIoSocket socket) {
    return new SocketCalls(socket, contract, new CallLimit(clock, rates));
  }

  /** A socket as the feed sees it; it listens when it is begun. */
  SocketClient client(
      SocketIoSocket socket, Visitor visitor, LiveEvent.@Nullable Kind kind, Selection selection) {
    return new SocketClient(socket, visitor.principal(), kind, feed, limits, selection);
  }
}
