package io.busbar.verticles.intents.house;

import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.Space;
import io.busbar.verticles.intents.language.Language;
import io.busbar.verticles.intents.language.Phrases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All names of a house in the words of one language. Immutable once made. */
public final class NameIndex {
  private static final double SHORTENED = 0.9;
  private static final double MISSPELT = 0.8;

  private final Language language;
  private final KnownHouse house;
  private final Phrases<Name> names = new Phrases<>();
  private final Map<List<String>, Set<Name>> utterances = new HashMap<>();
  private final Set<String> vocabulary = new HashSet<>();
  private final Typos typos;

  /**
   * A name found in a sentence.
   *
   * @param weight 1 when it is exact
   */
  public record Hit(int end, Name name, double weight) {}

  private NameIndex(Language language, KnownHouse house) {
    this.language = language;
    this.house = house;
    house.devices().forEach(this::addDevice);
    house.spaces().forEach(this::addSpace);
    house.spaces().forEach(this::addOtherNames);
    house.programs().forEach(this::addProgram);
    house.semantics().forEach(this::addSemantic);
    this.typos = new Typos(vocabulary);
  }

  /** Reads the names of a house. */
  public static NameIndex of(Language language, KnownHouse house) {
    return new NameIndex(language, house);
  }

  private void addDevice(KnownDevice device) {
    String id = device.id().value();
    List<String> words = language.withoutArticles(device.name());
    add(words, new Name(Name.Of.DEVICE, id, false, List.of()));
    Name shorter = new Name(Name.Of.DEVICE, id, true, List.of());
    List<String> withoutRoom = withoutRoom(words, device.spaceId());
    List<String> withoutKind = withoutKind(words);
    derive(words, withoutRoom, shorter);
    derive(words, withoutKind, shorter);
  }

  private void addSpace(Space space) {
    add(space.name(), new Name(Name.Of.SPACE, space.id(), false, List.of()));
  }

  /** "lounge" for a living room, unless something is called so. */
  private void addOtherNames(Space space) {
    for (String other : language.sameRoom(language.withoutArticles(space.name()))) {
      List<String> words = language.withoutArticles(other);
      boolean taken = names.at(words, 0).stream().anyMatch(found -> !found.meaning().derived());
      if (!taken) {
        add(words, new Name(Name.Of.SPACE, space.id(), true, List.of()));
      }
    }
  }

  private void derive(List<String> whole, List<String> part, Name name) {
    boolean telling = part.stream().anyMatch(word -> !language.knows(word));
    if (part.size() < whole.size() && !part.isEmpty() && telling) {
      add(part, name);
    }
  }

  private List<String> withoutRoom(List<String> words, @Nullable String spaceId) {
    Space space = house.space(spaceId);
    List<String> room = space == null ? List.of() : language.withoutArticles(space.name());
    boolean leads = words.size() > room.size() && words.subList(0, room.size()).equals(room);
    return leads ? words.subList(room.size(), words.size()) : words;
  }

  private List<String> withoutKind(List<String> words) {
    int last = words.size() - 1;
    boolean trails = last > 0 && !language.kinds(words, last).isEmpty();
    return trails ? words.subList(0, last) : words;
  }

  private void addProgram(Program program) {
    add(program.name(), new Name(Name.Of.PROGRAM, program.id(), false, List.of()));
  }

  private void addSemantic(ProgramSemantic semantic) {
    if (house.program(semantic.programId()) == null) {
      return;
    }
    Name name = new Name(Name.Of.PROGRAM, semantic.programId(), false, semantic.spaceIds());
    semantic.aliases().forEach(alias -> add(alias, name));
    for (String utterance : semantic.utterances()) {
      utterances
          .computeIfAbsent(
              language.essence(language.withoutArticles(utterance)), key -> new LinkedHashSet<>())
          .add(name);
    }
  }

  private void add(String text, Name name) {
    add(language.withoutArticles(text), name);
  }

  private void add(List<String> words, Name name) {
    names.add(words, name);
    vocabulary.addAll(words);
    if (words.size() > 1) {
      String joined = String.join("", words);
      names.add(List.of(joined), name);
      vocabulary.add(joined);
    }
  }

  public KnownHouse house() {
    return house;
  }

  /** The programs that a whole sentence runs. */
  public List<Name> spokenBy(List<String> sentence) {
    return List.copyOf(utterances.getOrDefault(sentence, Set.of()));
  }

  /** The words of a sentence, each with what it may be a misspelling of. */
  public List<List<String>> corrected(List<String> sentence) {
    List<List<String>> corrected = new ArrayList<>(sentence.size());
    int unknown = 0;
    for (String word : sentence) {
      boolean known = language.knows(word) || vocabulary.contains(word);
      corrected.add(known || ++unknown > 8 ? List.of() : typos.nearest(word));
    }
    return corrected;
  }

  /** The space whose name a word begins with, as in a compound; the longest name first. */
  public List<String> firstPartsOf(String word) {
    List<String> parts = new ArrayList<>();
    for (int end = word.length() - 1; end > 2; end--) {
      String part = word.substring(0, end);
      boolean space =
          names.at(List.of(part), 0).stream().anyMatch(f -> f.meaning().of() == Name.Of.SPACE);
      if (space) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Whether a word belongs to a name. */
  public boolean knows(String word) {
    return vocabulary.contains(word);
  }

  /** The names that begin at a place of the sentence, the longest and most exact first. */
  public List<Hit> at(List<String> sentence, List<List<String>> corrections, int from) {
    Map<Name, Hit> hits = new HashMap<>();
    for (Phrases.Found<Name> found : names.at(sentence, from)) {
      keep(hits, found, 1);
    }
    for (List<String> variant : variants(sentence, corrections, from)) {
      for (Phrases.Found<Name> found : names.at(variant, 0)) {
        keep(hits, new Phrases.Found<>(from + found.end(), found.meaning()), MISSPELT);
      }
    }
    List<Hit> sorted = new ArrayList<>(hits.values());
    sorted.sort(
        java.util.Comparator.comparingInt(Hit::end)
            .thenComparingDouble(Hit::weight)
            .reversed()
            .thenComparing(hit -> hit.name().id()));
    return sorted;
  }

  private static void keep(Map<Name, Hit> hits, Phrases.Found<Name> found, double weight) {
    double whole = found.meaning().derived() ? weight * SHORTENED : weight;
    hits.merge(
        found.meaning(),
        new Hit(found.end(), found.meaning(), whole),
        (one, other) -> one.end() >= other.end() ? one : other);
  }

  /** The sentence from here on with misspelt words put right; nothing when none is near. */
  private static List<List<String>> variants(
      List<String> sentence, List<List<String>> corrections, int from) {
    int until = Math.min(sentence.size(), from + 6);
    List<List<String>> variants = new ArrayList<>();
    for (int at = from; at < until; at++) {
      for (String better : corrections.get(at).stream().limit(3).toList()) {
        List<String> variant = new ArrayList<>(sentence.subList(from, until));
        variant.set(at - from, better);
        variants.add(variant);
      }
    }
    return variants;
  }
}
