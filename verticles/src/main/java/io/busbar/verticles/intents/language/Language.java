package io.busbar.verticles.intents.language;

import io.busbar.contracts.bus.Json;
import io.busbar.verticles.intents.language.Words.KindWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One language: what is known of it, made fast to look up. Immutable once loaded. */
public final class Language {
  private static final String FOLDER = "/intents/";

  private final String name;
  private final Words words;
  private final Phrases<Boolean> articles = new Phrases<>();
  private final Phrases<Boolean> fillers = new Phrases<>();
  private final Phrases<Boolean> openers = new Phrases<>();
  private final Phrases<Boolean> negations = new Phrases<>();
  private final Map<String, Phrases<Boolean>> classes = new HashMap<>();
  private final Map<String, Phrases<Object>> values = new HashMap<>();
  private final Phrases<Kind> kinds = new Phrases<>();
  private final Set<String> vocabulary = new HashSet<>();
  private final List<Pattern> patterns;
  private final List<Template> schedules;

  private Language(String name, Words words, Grammar grammar) {
    this.name = name;
    this.words = words;
    this.patterns =
        grammar.patterns().stream().flatMap(entry -> Patterns.of(entry, grammar).stream()).toList();
    this.schedules =
        grammar.schedules().stream().map(s -> Template.read(s, grammar.rules())).toList();
  }

  private record Index(List<String> languages) {}

  /** Reads all languages that are part of the hub, the first is the one tried first. */
  public static List<Language> loadAll() {
    return read("languages.json", Index.class).languages().stream().map(Language::load).toList();
  }

  static Language load(String name) {
    Language language =
        new Language(
            name,
            read(name + "/words.json", Words.class),
            read(name + "/patterns.json", Grammar.class));
    language.index();
    return language;
  }

  private static <T> T read(String file, Class<T> type) {
    try (InputStream in = Language.class.getResourceAsStream(FOLDER + file)) {
      return Json.read(Objects.requireNonNull(in, file).readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void index() {
    words.articles().forEach(word -> add(articles, Tokens.of(word), true));
    words.fillers().forEach(phrase -> add(fillers, Tokens.of(phrase), true));
    words.openers().forEach(phrase -> add(openers, Tokens.of(phrase), true));
    words.negations().forEach(phrase -> add(negations, Tokens.of(phrase), true));
    words.classes().forEach((key, phrases) -> phrases.forEach(phrase -> classify(key, phrase)));
    words.kinds().forEach(this::indexKind);
    Map<String, Map<String, Object>> maps = new HashMap<>();
    maps.put("number", Map.copyOf(words.numbers()));
    maps.put("fraction", Map.copyOf(words.fractions()));
    maps.put("color", Map.copyOf(words.colors()));
    maps.put("white", Map.copyOf(words.whites()));
    maps.put("amount", Map.copyOf(words.amounts()));
    maps.forEach((type, entries) -> entries.forEach((word, value) -> value(type, word, value)));
    words.values().forEach(this::indexValues);
    indexValues("field", words.fields());
    indexValues("day", words.days());
    patterns.forEach(pattern -> learn(pattern.template()));
    schedules.forEach(this::learn);
  }

  private void indexKind(String kind, KindWords forms) {
    forms.one().forEach(word -> kind(word, new Kind(kind, Kind.Form.ONE)));
    forms.many().forEach(word -> kind(word, new Kind(kind, Kind.Form.MANY)));
    forms.mass().forEach(word -> kind(word, new Kind(kind, Kind.Form.MASS)));
  }

  private void indexValues(String type, Map<String, List<String>> meanings) {
    meanings.forEach((value, phrases) -> phrases.forEach(phrase -> value(type, phrase, value)));
  }

  private void kind(String phrase, Kind kind) {
    add(kinds, phrase(phrase), kind);
  }

  private void value(String type, String phrase, Object value) {
    add(values.computeIfAbsent(type, key -> new Phrases<>()), phrase(phrase), value);
  }

  private void classify(String name, String phrase) {
    add(classes.computeIfAbsent(name, key -> new Phrases<>()), phrase(phrase), true);
  }

  private List<String> phrase(String text) {
    return without(Tokens.of(text), articles);
  }

  private <T> void add(Phrases<T> phrases, List<String> tokens, T meaning) {
    phrases.add(tokens, meaning);
    vocabulary.addAll(tokens);
  }

  private void learn(Template template) {
    if (template instanceof Template.Plain plain) {
      vocabulary.addAll(plain.words());
    } else if (template instanceof Template.All all) {
      all.parts().forEach(this::learn);
    } else if (template instanceof Template.Either either) {
      either.choices().forEach(this::learn);
    } else if (template instanceof Template.Maybe maybe) {
      learn(maybe.inner());
    } else if (template instanceof Template.OneOf oneOf && !classes.containsKey(oneOf.name())) {
      throw new IllegalArgumentException("%s has no class '%s'".formatted(name, oneOf.name()));
    }
  }

  public String name() {
    return name;
  }

  public List<Pattern> patterns() {
    return patterns;
  }

  /** How it is said that something shall be done again and again. */
  public List<Template> schedules() {
    return schedules;
  }

  /** How to say it better, with examples where they help; null when nothing can be said. */
  public @Nullable String hint(String reason) {
    String hint = words.hints().get(reason);
    return hint == null
        ? null
        : hint.replace("{examples}", String.join(" \u00b7 ", words.examples()));
  }

  /** A name's words as they are compared with a sentence. */
  public List<String> withoutArticles(String text) {
    List<String> tokens = withoutCommas(Tokens.of(text));
    List<String> kept = without(tokens, articles);
    return kept.isEmpty() ? tokens : kept;
  }

  /** The words of a sentence that carry its meaning: without articles and polite words. */
  public List<String> essence(List<String> tokens) {
    List<String> kept = without(without(tokens, fillers), articles);
    int from = 0;
    int to = kept.size();
    for (int end = opened(kept, from); end > from; end = opened(kept, from)) {
      from = end;
    }
    while (to > from && kept.get(to - 1).equals(Tokens.COMMA)) {
      to--;
    }
    return kept.subList(from, to);
  }

  /** The words without the commas between them. */
  public List<String> withoutCommas(List<String> tokens) {
    return tokens.stream().filter(token -> !token.equals(Tokens.COMMA)).toList();
  }

  private int opened(List<String> tokens, int from) {
    boolean comma = from < tokens.size() && tokens.get(from).equals(Tokens.COMMA);
    return comma ? from + 1 : openers.end(tokens, from);
  }

  private static List<String> without(List<String> tokens, Phrases<Boolean> phrases) {
    List<String> kept = new ArrayList<>(tokens.size());
    for (int at = 0; at < tokens.size(); ) {
      int end = phrases.end(tokens, at);
      if (end == at) {
        kept.add(tokens.get(at));
        end++;
      }
      at = end;
    }
    return List.copyOf(kept);
  }

  public boolean isNegated(List<String> tokens) {
    for (int at = 0; at < tokens.size(); at++) {
      if (negations.end(tokens, at) > at) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word means something in this language, so that it is no misspelt name. */
  public boolean knows(String word) {
    return vocabulary.contains(word) || Character.isDigit(word.charAt(0));
  }

  /** The ends of the phrases of a class that begin here, the longest first. */
  public List<Integer> ends(String wordClass, List<String> sentence, int from) {
    Phrases<Boolean> phrases = classes.get(wordClass);
    return phrases == null
        ? List.of()
        : phrases.at(sentence, from).stream().map(Phrases.Found::end).toList();
  }

  /** The meanings of a type (number, color, mode) of the phrases that begin here. */
  public List<Phrases.Found<Object>> values(String type, List<String> sentence, int from) {
    Phrases<Object> phrases = values.get(type);
    return phrases == null ? List.of() : phrases.at(sentence, from);
  }

  public List<Phrases.Found<Kind>> kinds(List<String> sentence, int from) {
    return kinds.at(sentence, from);
  }

  /** Other names of a room that is called so. */
  public List<String> sameRoom(List<String> name) {
    return words.rooms().stream()
        .filter(names -> names.stream().anyMatch(one -> withoutArticles(one).equals(name)))
        .flatMap(List::stream)
        .filter(one -> !withoutArticles(one).equals(name))
        .toList();
  }

  /** What may stand between the parts of a compound word; empty: there are no such words. */
  public List<String> joints() {
    return words.joints();
  }

  /** How a value is read out. */
  public String reading(String value) {
    return words.readings().getOrDefault(value, value);
  }
}
