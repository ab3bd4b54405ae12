package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Version;
import io.busbar.contracts.value.Bytes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encoding a message for all its receivers; here because only the broker may make one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MqttFanouts {
  private static final int RECEIVERS = 100;
  private static final int AT_LEAST_ONCE = 1;

  private final Message message =
      new Message(
          "hos/bench/device/dev_01jd2m9k3v8q4w5x6y7z/state",
          Bytes.of("{\"power\":true,\"brightness\":40,\"sequence\":1700000000000}"),
          AT_LEAST_ONCE,
          true,
          Properties.NONE,
          Message.NEVER);

  @Benchmark
  public byte[] encode() {
    return new Fanout(message, 0).frame(Version.V3_1_1, 0, false, List.of()).bytes(0);
  }

  @Benchmark
  public int toReceiversInStep() {
    Fanout fanout = new Fanout(message, 0);
    int bytes = 0;
    for (int i = 0; i < RECEIVERS; i++) {
      Version version = i % 2 == 0 ? Version.V3_1_1 : Version.V5;
      bytes += fanout.frame(version, i % 2, false, List.of()).bytes(1).length;
    }
    return bytes;
  }

  @Benchmark
  public int toReceiversWithIdentifiersOfTheirOwn() {
    Fanout fanout = new Fanout(message, 0);
    int bytes = 0;
    for (int i = 1; i <= RECEIVERS; i++) {
      bytes += fanout.frame(Version.V3_1_1, AT_LEAST_ONCE, false, List.of()).bytes(i).length;
    }
    return bytes;
  }
}
