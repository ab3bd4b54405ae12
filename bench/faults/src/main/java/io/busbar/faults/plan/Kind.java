package io.busbar.faults.plan;

/** The kinds of faults. */
public enum Kind {
  /** {@code kill -9} of a node, and its start after a while. */
  KILL,
  /** SIGTERM of a node, and its start after a while. */
  RESTART,
  /** SIGSTOP of a node, for less or more than it takes to be missed, then SIGCONT. */
  FREEZE,
  /** {@code kill -9} of the database with all its processes, and its start. */
  DATABASE,
  /** A node cut off from the others, the database, or both, in one direction or both. */
  PARTITION,
  /** Packets of a node lost. */
  LOSS,
  /** The wall clock of one node stepped. */
  CLOCK,
  /** The disk of the database full. */
  DISK
}
