package io.busbar.contracts.bus;

import java.time.Duration;

/**
 * Where one owner answers questions of one type.
 *
 * @param name the address, {@code hub.<service>.<verb>}
 * @param asks the record that is asked
 * @param answers the record that is answered
 * @param timeout how long an asker waits; then the request fails with TIMED_OUT
 * @param inFlightLimit how many requests one node may have open; beyond it OVERLOADED at once
 */
public record RequestAddress<Q, R>(
    String name, Class<Q> asks, Class<R> answers, Duration timeout, int inFlightLimit) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
  private static final int DEFAULT_IN_FLIGHT_LIMIT = 4096;

  /** An address with the default time-out (2 s) and in-flight limit (4096). */
  public static <Q, R> RequestAddress<Q, R> of(String name, Class<Q> asks, Class<R> answers) {
    return new RequestAddress<>(name, asks, answers, DEFAULT_TIMEOUT, DEFAULT_IN_FLIGHT_LIMIT);
  }

  public RequestAddress<Q, R> within(Duration newTimeout) {
    return new RequestAddress<>(name, asks, answers, newTimeout, inFlightLimit);
  }

  public RequestAddress<Q, R> atMost(int newInFlightLimit) {
    return new RequestAddress<>(name, asks, answers, timeout, newInFlightLimit);
  }

  /** The same conversation with one particular owner, e.g. one driver instance. */
  public RequestAddress<Q, R> at(Object owner) {
    return new RequestAddress<>(name + "@" + owner, asks, answers, timeout, inFlightLimit);
  }

  /** Whether it is {@link #at} one particular owner. */
  boolean isOfOneOwner() {
    return name.indexOf('@') >= 0;
  }

  /** The address without its {@link #at owner}: what metrics are counted under. */
  public String family() {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }
}
