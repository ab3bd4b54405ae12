package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.busbar.bench.wire.MqttLane;
import io.busbar.bench.wire.MqttPackets;
import io.busbar.bench.wire.Requests;
import io.busbar.bench.wire.SocketIoLane;
import io.busbar.bench.wire.SseLane;
import io.vertx.core.Future;
import java.util.function.IntConsumer;

/** The ways a client listens to a server. */
public final class Doors {
  static final String TOPIC = "bench/one";

  private Doors() {}

  /** An MQTT subscriber. */
  static Future<LiveLane> mqtt(Subject subject, int qos, IntConsumer messages) {
    byte[] connect = subject.login().connect("listener-" + subject.nextSequence());
    return MqttLane.open(subject.vertx(), subject.place().port(), connect, messages)
        .compose(lane -> lane.subscribe(MqttPackets.subscribe(TOPIC, qos)))
        .map(lane -> lane);
  }

  /** Server-sent events. */
  public static Future<LiveLane> sse(Subject subject, IntConsumer states) {
    return SseLane.open(
        subject.client(), subject.place().port(), Requests.stream(subject.token()), states);
  }

  /** Socket.IO over WebSocket. */
  public static Future<LiveLane> socketIo(Subject subject, IntConsumer states) {
    return SocketIoLane.open(subject.client(), subject.place().port(), subject.token(), states);
  }
}
