package io.busbar.verticles.intents.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Phrases of one or more words, each standing for something; found where they begin. */
public final class Phrases<T> {
  private final Map<String, List<Entry<T>>> byFirst = new HashMap<>();

  private record Entry<T>(List<String> words, T meaning) {}

  /** A phrase that was found: where it ends, and what it stands for. */
  public record Found<T>(int end, T meaning) {}

  /** Adds a phrase; one without words is left out. */
  public void add(List<String> words, T meaning) {
    if (!words.isEmpty()) {
      byFirst
          .computeIfAbsent(words.get(0), first -> new ArrayList<>())
          .add(new Entry<>(List.copyOf(words), meaning));
    }
  }

  /** All phrases that begin at a place of the sentence, the longest first. */
  public List<Found<T>> at(List<String> sentence, int from) {
    List<Entry<T>> entries =
        from < sentence.size() ? byFirst.getOrDefault(sentence.get(from), List.of()) : List.of();
    List<Found<T>> found = new ArrayList<>();
    for (Entry<T> entry : entries) {
      int end = from + entry.words().size();
      if (end <= sentence.size() && sentence.subList(from, end).equals(entry.words())) {
        found.add(new Found<>(end, entry.meaning()));
      }
    }
    found.sort((one, other) -> Integer.compare(other.end(), one.end()));
    return found;
  }

  /** Where the longest phrase that begins here ends; {@code from} when none does. */
  public int end(List<String> sentence, int from) {
    List<Found<T>> found = at(sentence, from);
    return found.isEmpty() ? from : found.get(0).end();
  }

  public boolean isEmpty() {
    return byFirst.isEmpty();
  }
}
