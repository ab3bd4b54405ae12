package io.busbar.verticles.intents.meaning;

import io.busbar.verticles.intents.house.NameIndex;
import io.busbar.verticles.intents.house.NameIndex.Hit;
import io.busbar.verticles.intents.language.Language;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a sentence that carry its meaning, and what they may be misspellings of.
 *
 * @param spaceId where it is said
 * @param work shared with all parts of the sentence
 */
record Sentence(
    Language language,
    NameIndex names,
    List<String> words,
    List<List<String>> corrections,
    @Nullable String spaceId,
    Work work) {

  static Sentence of(
      Language language, NameIndex names, List<String> essence, @Nullable String spaceId) {
    List<String> words = parted(language, names, essence);
    return new Sentence(language, names, words, names.corrected(words), spaceId, new Work());
  }

  Sentence part(int from, int to) {
    return new Sentence(
        language, names, words.subList(from, to), corrections.subList(from, to), spaceId, work);
  }

  int size() {
    return words.size();
  }

  boolean is(String wordClass, int at) {
    return !language.ends(wordClass, words, at).isEmpty();
  }

  List<Integer> ends(String wordClass, int at) {
    return language.ends(wordClass, words, at);
  }

  List<Hit> namesAt(int at) {
    return names.at(words, corrections, at).stream()
        .filter(hit -> hit.name().isSaidIn(spaceId))
        .toList();
  }

  /** Compound words of a space and a kind become two words, where a language has such. */
  private static List<String> parted(Language language, NameIndex names, List<String> words) {
    if (language.joints().isEmpty()) {
      return words;
    }
    List<String> parted = new ArrayList<>(words.size());
    words.forEach(word -> parted.addAll(parts(language, names, word)));
    return List.copyOf(parted);
  }

  private static List<String> parts(Language language, NameIndex names, String word) {
    if (language.knows(word) || names.knows(word)) {
      return List.of(word);
    }
    for (String first : names.firstPartsOf(word)) {
      for (String joint : language.joints()) {
        String rest = word.substring(first.length());
        String last = rest.startsWith(joint) ? rest.substring(joint.length()) : "";
        if (!last.isEmpty() && !language.kinds(List.of(last), 0).isEmpty()) {
          return List.of(first, last);
        }
      }
    }
    return List.of(word);
  }
}
