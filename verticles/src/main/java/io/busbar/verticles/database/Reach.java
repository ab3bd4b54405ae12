package io.busbar.verticles.database;

/** Whether the database is there, and what those who ask it anyway know of it. Any thread. */
public interface Reach {
  /** A database nobody watches. */
  Reach ALWAYS =
      new Reach() {
        @Override
        public boolean isUp() {
          return true;
        }

        @Override
        public void answered() {
          // Nobody wants to know.
        }
      };

  /** Whether it is worth asking. */
  boolean isUp();

  /** A statement was answered just now, be it with an error. */
  void answered();
}
