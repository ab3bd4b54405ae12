package io.busbar.bench.report;

/**
 * One run of one workload against one server.
 *
 * @param door the kind of client; empty where all are alike
 * @param size devices announced, subscribers, or idle clients beside
 * @param p50 median time in nanoseconds
 * @param bytes mean size of an answer; 0 when it has none
 * @param server part of a core the server used
 * @param others part of the server's core that other processes took
 */
public record Sample(
    String workload,
    String subject,
    String door,
    int size,
    double perSecond,
    long p50,
    long p99,
    long p999,
    long bytes,
    long failed,
    double server,
    double generator,
    double others) {
  private static final double DISTURBED = 0.05;
  private static final double GENERATOR_FULL = 0.88;
  private static final double SERVER_FULL = 0.95;

  /** What was done per second of the server's processor time: comparable in disturbed runs too. */
  public double perServerSecond() {
    return perSecond / Math.max(server, 0.01);
  }

  /** Whether somebody else took the server's time: then the run does not count. */
  public boolean isDisturbed() {
    return others > DISTURBED;
  }

  /** Whether the generator was the limit: then the server can do at least this. */
  public boolean isAtLeast() {
    return generator > GENERATOR_FULL && server < SERVER_FULL;
  }
}
