package io.busbar.bench.micro;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.DriverFrame;
import io.busbar.contracts.driver.DriverFrameReader;
import io.busbar.contracts.driver.HubFrames;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
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

/** Reading what a driver says and writing what it is told. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DriverFrames {
  private final byte[] result =
      """
      {"event":"ACTION_RESULT","device_id":"bench-17","data":{"command":"set_brightness",\
      "success":true,"requestId":"0190f3a2-7c4e-7abc-8def-001122334455"}}"""
          .getBytes(StandardCharsets.UTF_8);
  private final Fields parsed = Json.read(result, Fields.class);
  private final DriverInstance driver =
      new DriverInstance(new DriverKey("BENCH"), new InstanceId("bench-1"));
  private final DeliverCommand command =
      new DeliverCommand(
          "node-1",
          "bench-17",
          "set_brightness",
          Fields.of("brightness", 40),
          new RequestId("0190f3a2-7c4e-7abc-8def-001122334455"),
          "0190f3a2-7c4e-7abc-8def-001122334455",
          true);

  @Benchmark
  public DriverFrame readParsed() {
    return DriverFrameReader.read(parsed);
  }

  @Benchmark
  public DriverFrame parseAndRead() {
    return DriverFrameReader.read(Json.read(result, Fields.class));
  }

  @Benchmark
  public byte[] writeCommand() {
    return HubFrames.command(driver, Set.of(), command, Instant.EPOCH);
  }
}
