package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.busbar.bench.wire.MqttLane;
import io.busbar.bench.wire.MqttPackets;
import io.busbar.bench.wire.MqttStateLane;
import io.busbar.bench.wire.Requests;
import io.busbar.bench.wire.Sequences;
import io.busbar.bench.wire.SocketIoLane;
import io.busbar.bench.wire.SseLane;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** The ways a client listens to a server. */
public final class Doors {
  static final String TOPIC = "bench/one";

  private static final String STATES = "hos/+/device/+/state";
  private static final AtomicLong CLIENTS = new AtomicLong();

  private Doors() {}

  /** An MQTT subscriber. */
  public static Future<LiveLane> mqtt(Subject subject, int qos, IntConsumer messages) {
    byte[] connect = subject.login().connect("listener-" + subject.nextSequence());
    return MqttLane.open(subject.vertx(), subject.place().port(), connect, messages)
        .compose(lane -> lane.subscribe(MqttPackets.subscribe(TOPIC, qos)))
        .map(lane -> lane);
  }

  /** A driver without devices. */
  public static Future<LiveLane> driver(Subject subject) {
    return DriverSimulator.connect(
            subject.client(), subject.place().port(), "idle-" + subject.nextSequence())
        .map(driver -> driver::close);
  }

  /** Server-sent events. */
  public static Future<LiveLane> sse(Subject subject, IntConsumer states) {
    return SseLane.counting(
        subject.client(), subject.place().port(), Requests.stream(subject.token()), states);
  }

  /** Socket.IO over WebSocket. */
  public static Future<LiveLane> socketIo(Subject subject, IntConsumer states) {
    return SocketIoLane.counting(subject.client(), subject.place().port(), subject.token(), states);
  }

  /** The numbers of all states over server-sent events. */
  static Future<LiveLane> sseNumbers(Subject subject, LongConsumer numbers) {
    return SseLane.open(
        subject.client(),
        subject.place().port(),
        Requests.stream(subject.token()),
        new Sequences(numbers)::in);
  }

  /** The numbers of all states over Socket.IO. */
  static Future<LiveLane> socketIoNumbers(Subject subject, LongConsumer numbers) {
    return SocketIoLane.open(
        subject.client(), subject.place().port(), subject.token(), new Sequences(numbers)::in);
  }

  /** The numbers of all states on the topics of the house. */
  static Future<LiveLane> mqttNumbers(Subject subject, LongConsumer numbers) {
    return MqttStateLane.open(
        subject.client(),
        subject.place().mqttPort(),
        subject.login().connect("watcher-" + CLIENTS.incrementAndGet()),
        MqttPackets.subscribe(STATES, 0),
        new Sequences(numbers)::in);
  }

  /** Server-sent events of one device alone. */
  static Future<LiveLane> sseOf(Subject subject, String deviceId) {
    return SseLane.open(
        subject.client(),
        subject.place().port(),
        Requests.stream(subject.token(), deviceId),
        chunk -> {});
  }
}
