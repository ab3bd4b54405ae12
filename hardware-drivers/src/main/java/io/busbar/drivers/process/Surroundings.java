package io.busbar.drivers.process;

import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a supervised driver needs of the world.
 *
 * @param announce tells everybody a new status
 */
record Surroundings(
    Clock clock, RandomGenerator random, Timers timers, Consumer<DriverStatusChanged> announce) {}
