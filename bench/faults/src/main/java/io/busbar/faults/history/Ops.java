package io.busbar.faults.history;

/** The kinds of operations in a history. */
public final class Ops {
  /** A register was written or read; key: register, value: text. */
  public static final String WRITE = "write";

  public static final String READ = "read";

  /** A command; key: request id, value: device, then the outcome. */
  public static final String COMMAND = "command";

  /** A driver did what it was told; key: request id, value: device. */
  public static final String EXECUTED = "executed";

  /** The command log of the database; key: request id, value: status. */
  public static final String LOGGED = "logged";

  /** A driver reported a state; key: device, value: number; OK when it was acknowledged. */
  public static final String REPORT = "report";

  /** A feed told a state; key: device, value: number, who: connection of a feed. */
  public static final String TOLD = "told";

  /** What a place said of a device after everything had come to rest. */
  public static final String FINAL = "final";

  /** A place that must show every device at last; key: the place. */
  public static final String PLACE = "place";

  /** A subscriber that must get every message; key: its name. */
  public static final String SUBSCRIBER = "subscriber";

  /** A row of the database; key: device, value: epoch.version, who: number in the state. */
  public static final String STORED = "stored";

  /** A program ran by a trigger; key: device, value: number, who: run. */
  public static final String RUN = "run";

  /** A program ran by the clock; key: program, value: minute, who: run. */
  public static final String TICK = "tick";

  /** A minute of the database's clock began; key: schedule, value: minute. */
  public static final String MINUTE = "minute";

  /** A message was published; key: topic, value: number. */
  public static final String PUBLISH = "publish";

  /** A message arrived at a persistent subscriber; key: topic, value: number. */
  public static final String DELIVER = "deliver";

  /** A fault begins or ends; key: kind, value: node or {@code -1}, who: begin or end. */
  public static final String FAULT = "fault";

  /** A driver or client was let in, or a local driver began to run; key: name, value: node. */
  public static final String JOINED = "joined";

  /** A driver or client lost its connection; key: name, value: node. */
  public static final String LOST = "lost";

  /** A device is of a driver; key: device, value: driver. */
  public static final String OWNER = "owner";

  /** A node ended to begin anew, as one does that the others gave up; key: node. */
  public static final String ANEW = "anew";

  /** A node did not come back or ended by itself; key: node, value: what it did. */
  public static final String STUCK = "stuck";

  private Ops() {}
}
