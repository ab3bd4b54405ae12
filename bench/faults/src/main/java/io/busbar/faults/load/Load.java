package io.busbar.faults.load;

/** Something that uses the house until it is told to stop. */
public interface Load {
  void start();

  /** Begins nothing new; what is under way may end. */
  void stop();
}
