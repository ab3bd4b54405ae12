package io.busbar.drivers.builtin;

import io.busbar.contracts.value.DriverKey;
import io.busbar.hostsensors.HostReadings;
import io.busbar.hostsensors.HostSensors;
import io.busbar.kit.Driver;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the sensors of the hub's machine. */
public final class HostSensorsDriver implements BuiltInDriver {
  /** The key of its manifest. */
  public static final DriverKey KEY = new DriverKey(HostSensors.KEY);

  private static final String INTERVAL = "interval";

  private final Supplier<HostReadings> readings;
  private final @Nullable String token;

  /**
   * @param readings made on the driver's thread: looking at the machine for the first time is slow
   * @param token what the driver socket asks for, when it does
   */
  public HostSensorsDriver(Supplier<HostReadings> readings, @Nullable String token) {
    this.readings = readings;
    this.token = token;
  }

  @Override
  public void run(Wanted wanted) {
    Duration interval = interval(wanted.properties().get(INTERVAL));
    Driver driver =
        Driver.of(KEY.value(), wanted.driver().instanceId().value(), wanted.url())
            .name(wanted.name())
            .token(token)
            .build();
    try (HostSensors sensors = new HostSensors(driver, readings.get(), interval)) {
      sensors.run();
    }
  }

  private static Duration interval(@Nullable Object seconds) {
    if (seconds instanceof Number number) {
      return Duration.ofSeconds(number.longValue());
    }
    throw new IllegalArgumentException("Property 'interval' must be a number of seconds.");
  }
}
