package io.busbar.drivers.builtin;

import io.busbar.contracts.value.DriverKey;
import io.busbar.demohouse.DemoHouse;
import io.busbar.kit.Driver;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs the simulated house. */
public final class DemoHouseDriver implements BuiltInDriver {
  /** The key of its manifest. */
  public static final DriverKey KEY = new DriverKey(DemoHouse.KEY);

  private final Clock clock;
  private final RandomGenerator random;
  private final @Nullable String token;

  /**
   * @param clock the time in the house, in its zone
   * @param random what happens in it by itself
   * @param token what the driver socket asks for, when it does
   */
  public DemoHouseDriver(Clock clock, RandomGenerator random, @Nullable String token) {
    this.clock = clock;
    this.random = random;
    this.token = token;
  }

  @Override
  public void run(Wanted wanted) {
    Driver driver =
        Driver.of(KEY.value(), wanted.driver().instanceId().value(), wanted.url())
            .name(wanted.name())
            .token(token)
            .build();
    try (DemoHouse house = new DemoHouse(driver, clock, random)) {
      house.run();
    }
  }
}
