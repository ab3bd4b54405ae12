package io.busbar.faults.plan;

import java.util.Locale;

/** Faults planted on purpose, outside of the hub, that a run must find. */
public enum Bug {
  /** Nothing is planted. */
  NONE,
  /** A driver does some commands twice. */
  DOUBLE_EXECUTE,
  /** A driver says that some commands were done and does not do them. */
  SKIP_EXECUTE,
  /** The database acknowledges commits long before they are on disk. */
  LAZY_COMMIT,
  /** An intermediary before the database turns some commits into rollbacks and says committed. */
  LOST_COMMIT,
  /** A reader of a live feed swaps neighbours now and then. */
  REORDER_FEED,
  /** A reader of a live feed misses events now and then, the last one as well. */
  DROP_FEED,
  /** An intermediary answers some reads of REST from what it saw before. */
  STALE_READ,
  /** An intermediary answers writes of REST with success when the hub does not answer. */
  FALSE_SUCCESS,
  /** A sensor reports some changes there and back again. */
  DOUBLE_TRIGGER,
  /** A sensor's reports are acknowledged on its way and some never reach the hub. */
  SWALLOW_TRIGGER,
  /** A subscriber takes some messages of QoS 2 twice. */
  REPEAT_QOS2,
  /** An intermediary acknowledges some messages of QoS 1 and drops them. */
  DROP_QOS1,
  /** Somebody puts the stored version of a device back. */
  REWIND_VERSION;

  /** Reads {@code double-execute}. */
  public static Bug of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
