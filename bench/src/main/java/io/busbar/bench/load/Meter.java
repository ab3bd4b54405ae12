package io.busbar.bench.load;

/** Counts what was done and how long each took. */
public final class Meter {
  private static final int SUB = 128;
  private static final int SHIFT = 7;

  private final long[] buckets = new long[SUB * (Long.SIZE - SHIFT)];
  private long count;
  private long timed;
  private long bytes;
  private long failed;

  public void reset() {
    java.util.Arrays.fill(buckets, 0);
    count = 0;
    timed = 0;
    bytes = 0;
    failed = 0;
  }

  /** Counts things done whose time is not known. */
  public void add(int done) {
    count += done;
  }

  /** Counts one thing done. */
  public void add(long nanos, int size) {
    count++;
    bytes += size;
    time(nanos);
  }

  /** Notes a time without counting. */
  public void time(long nanos) {
    timed++;
    buckets[bucket(Math.max(nanos, 0))]++;
  }

  public void fail() {
    failed++;
  }

  public long count() {
    return count;
  }

  public long failed() {
    return failed;
  }

  public long bytesEach() {
    return count == 0 ? 0 : bytes / count;
  }

  /** The time in nanoseconds that this part of all stayed below; within one percent. */
  public long quantile(double part) {
    long wanted = (long) Math.ceil(timed * part);
    long seen = 0;
    for (int i = 0; i < buckets.length; i++) {
      seen += buckets[i];
      if (seen >= wanted && seen > 0) {
        return upper(i);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - SHIFT - 1);
    return exponent * SUB + (int) (nanos >>> exponent);
  }

  private static long upper(int bucket) {
    int exponent = Math.max(0, bucket / SUB - 1);
    return (long) (bucket - exponent * SUB + 1) << exponent;
  }
}
