package io.busbar.drivers.process.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of one instance; the oldest give way, by count and by size. */
final class LogRing {
  static final int MAX_LINES = 2_000;
  static final int MAX_CHARACTERS = 1 << 20;

  private final Deque<String> lines = new ArrayDeque<>();
  private int characters;

  synchronized void add(String line) {
    lines.addLast(line);
    characters += line.length();
    while (lines.size() > MAX_LINES || characters > MAX_CHARACTERS) {
      characters -= lines.removeFirst().length();
    }
  }

  /** The last so many lines, oldest first. */
  synchronized List<String> tail(int count) {
    List<String> all = new ArrayList<>(lines);
    int wanted = Math.max(0, Math.min(count, all.size()));
    return List.copyOf(all.subList(all.size() - wanted, all.size()));
  }
}
