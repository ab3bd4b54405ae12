package io.busbar.faults.load;

import io.busbar.faults.history.Ops;
import io.busbar.faults.place.Address;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/** A connection of a persistent MQTT session, renewed at the next node when it breaks. */
final class MqttLink {
  /** Who the session belongs to. */
  interface Session {
    /** Connected; whether the broker remembers the session. */
    void connected(boolean remembered);

    /** Any packet but those of connecting and pings. */
    void received(int type, int flags, Buffer body);
  }

  static final String USER = "lab";
  static final String PASSWORD = "open sesame";

  private static final int RECONNECT_MS = 300;
  private static final int CONNECT_MS = 2_000;
  private static final int PING_MS = 2_000;
  private static final long SILENCE_NANOS = 7_000_000_000L;
  private static final int PING_REPLY = 13;

  private final House house;
  private final String name;
  private final Session session;
  private final NetClient client;
  private int turn;
  private long heard;
  private boolean ended;
  private boolean connected;
  private Buffer unread = Buffer.buffer();
  private @Nullable NetSocket socket;

  MqttLink(House house, String name, int node, Session session) {
    this.house = house;
    this.name = name;
    this.turn = node;
    this.session = session;
    this.client =
        house.vertx().createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MS));
  }

  boolean isConnected() {
    return connected;
  }

  void start() {
    house.vertx().setPeriodic(PING_MS, tick -> look());
    open();
  }

  void end() {
    ended = true;
    NetSocket open = socket;
    if (open != null) {
      open.close().onComplete(closed -> {});
    }
  }

  void send(Buffer packet) {
    NetSocket open = socket;
    if (open != null) {
      open.write(packet).onFailure(broken -> {});
    }
  }

  private void open() {
    if (ended) {
      return;
    }
    Address node = house.nodes().get(turn % house.nodes().size());
    client
        .connect(node.mqtt(), node.host())
        .onSuccess(opened -> opened(node, opened))
        .onFailure(refused -> again());
  }

  private void opened(Address node, NetSocket opened) {
    socket = opened;
    unread = Buffer.buffer();
    heard = System.nanoTime();
    opened.handler(chunk -> received(node, opened, chunk));
    opened.exceptionHandler(broken -> {});
    opened.closeHandler(closed -> lost(node, opened));
    send(MqttPackets.connect(name, USER, PASSWORD));
  }

  private void lost(Address node, NetSocket gone) {
    if (socket != gone) {
      return;
    }
    socket = null;
    if (connected) {
      house.history().seen(Ops.LOST, name, node.name(), "client");
    }
    connected = false;
    again();
  }

  private void again() {
    turn++;
    house.vertx().setTimer(RECONNECT_MS, fired -> open());
  }

  private void look() {
    NetSocket open = socket;
    if (open == null) {
      return;
    }
    if (System.nanoTime() - heard > SILENCE_NANOS) {
      open.close().onComplete(closed -> {});
    } else if (connected) {
      send(MqttPackets.ping());
    }
  }

  private void received(Address node, NetSocket from, Buffer chunk) {
    if (from != socket) {
      return;
    }
    heard = System.nanoTime();
    unread.appendBuffer(chunk);
    int start = 0;
    while (true) {
      int end = endOfPacket(start);
      if (end < 0) {
        break;
      }
      int body = bodyOfPacket(start);
      packet(node, unread.getByte(start) & 0xFF, unread.getBuffer(body, end));
      start = end;
    }
    unread = unread.getBuffer(start, unread.length());
  }

  /** Where the packet's body begins; -1 while that is not known. */
  private int bodyOfPacket(int start) {
    for (int i = start + 1; i < unread.length(); i++) {
      if (unread.getByte(i) >= 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private int endOfPacket(int start) {
    int body = bodyOfPacket(start);
    if (body < 0) {
      return -1;
    }
    int length = 0;
    for (int i = body - 1; i > start; i--) {
      length = (length << 7) | (unread.getByte(i) & 0x7F);
    }
    return body + length <= unread.length() ? body + length : -1;
  }

  private void packet(Address node, int first, Buffer body) {
    int type = first >> 4;
    if (type == MqttPackets.CONNACK) {
      connected = body.getByte(1) == 0;
      if (connected) {
        house.history().seen(Ops.JOINED, name, node.name(), "client");
        session.connected((body.getByte(0) & 1) == 1);
      }
    } else if (type != PING_REPLY) {
      session.received(type, first & 0x0F, body);
    }
  }
}
