package io.busbar.bench.load;

import io.busbar.bench.wire.MqttLane;
import io.busbar.bench.wire.MqttPackets;
import io.vertx.core.Future;
import java.util.Arrays;

/** An MQTT client that publishes. */
final class MqttSource implements Source {
  private final MqttLane lane;
  private final byte[] message;
  private byte[] gathered = new byte[1 << 12];
  private int length;

  private MqttSource(MqttLane lane, int qos) {
    this.lane = lane;
    this.message = MqttPackets.publish(Doors.TOPIC, qos);
  }

  static Future<Source> open(Subject subject, int qos) {
    byte[] connect = subject.login().connect("source");
    return MqttLane.open(subject.vertx(), subject.place().port(), connect, count -> {})
        .map(lane -> new MqttSource(lane, qos));
  }

  @Override
  public void together(Runnable work) {
    work.run();
    lane.send(gathered, length);
    length = 0;
  }

  @Override
  public void say(long number) {
    if (length + message.length > gathered.length) {
      gathered = Arrays.copyOf(gathered, 2 * gathered.length);
    }
    MqttPackets.number(message, (int) number, gathered, length);
    length += message.length;
  }

  @Override
  public Future<Void> close() {
    return lane.close();
  }
}
