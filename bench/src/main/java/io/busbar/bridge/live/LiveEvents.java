package io.busbar.bridge.live;

import io.busbar.bridge.socketio.EncodedEvent;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encoding a live event for all its readers; here because only the feed may make one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LiveEvents {
  private static final int RUN = 16;

  private final Map<String, @Nullable Object> body = body();

  @Benchmark
  public Buffer encode() {
    return event(1).sse();
  }

  @Benchmark
  public EncodedEvent encodeForSocketIo() {
    return event(1).socketIo();
  }

  @Benchmark
  public Buffer encodeAndJoin() {
    List<LiveEvent> events = LongStream.range(0, RUN).mapToObj(this::event).toList();
    return new LiveBatch.Turn(events).sse();
  }

  private LiveEvent event(long seq) {
    return new LiveEvent(seq, LiveEvent.Kind.STATE, new DeviceId("dev_1"), "state", () -> body);
  }

  private static Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("deviceId", "dev_01jd2m9k3v8q4w5x6y7z");
    body.put("state", Fields.from(Map.of("power", true, "brightness", 40)));
    body.put("online", true);
    body.put("stale", false);
    body.put("version", 17L);
    return body;
  }
}
