package io.busbar.verticles.database;

/** What waits to be stored, as any thread may read it. */
public interface Backlog {
  /** How many values are not stored yet. */
  int waiting();

  /** How many values were refused because too many waited. */
  long refused();
}
