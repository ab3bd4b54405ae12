package io.busbar.verticles.intents.meaning;

import io.busbar.verticles.intents.language.Pattern;
import io.busbar.verticles.intents.language.Template;
import java.util.ArrayList;
import java.util.List;

/** Matches sentence patterns against one sentence. The work for a sentence is bounded. */
final class PatternMatch {
  private static final int MAX_STEPS = 48;

  private final Sentence sentence;
  private final SlotReader slots;

  private record Step(int at, Captures captures) {}

  PatternMatch(Sentence sentence) {
    this.sentence = sentence;
    this.slots = new SlotReader(sentence);
  }

  /** The ways in which a pattern covers the whole sentence. */
  List<Captures> of(Pattern pattern) {
    return covering(pattern.template());
  }

  /** Where a place that the sentence begins with may end, in its middle. */
  List<Integer> firstPlaceEnds() {
    return slots.at("where", 0).stream()
        .map(Found::end)
        .filter(end -> end < sentence.size())
        .distinct()
        .toList();
  }

  /** The ways in which a template covers the whole sentence. */
  List<Captures> covering(Template template) {
    return after(template, new Step(0, Captures.NONE)).stream()
        .filter(step -> step.at() == sentence.size())
        .map(Step::captures)
        .toList();
  }

  private List<Step> after(Template template, Step step) {
    if (!sentence.work().spend(1)) {
      return List.of();
    }
    if (template instanceof Template.All all) {
      return afterAll(all.parts(), step);
    }
    if (template instanceof Template.Either either) {
      List<Step> steps = new ArrayList<>();
      either.choices().forEach(choice -> steps.addAll(after(choice, step)));
      return steps;
    }
    if (template instanceof Template.Maybe maybe) {
      List<Step> steps = new ArrayList<>(after(maybe.inner(), step));
      steps.add(step);
      return steps;
    }
    if (template instanceof Template.OneOf oneOf) {
      return sentence.ends(oneOf.name(), step.at()).stream()
          .map(end -> new Step(end, step.captures()))
          .toList();
    }
    if (template instanceof Template.Slot slot) {
      return slots.at(slot.type(), step.at()).stream()
          .map(found -> new Step(found.end(), step.captures().and(slot.type(), found)))
          .toList();
    }
    return afterWords(((Template.Plain) template).words(), step);
  }

  private List<Step> afterAll(List<Template> parts, Step first) {
    List<Step> steps = List.of(first);
    for (Template part : parts) {
      List<Step> next = new ArrayList<>();
      for (Step step : steps) {
        next.addAll(after(part, step));
      }
      if (next.isEmpty()) {
        return next;
      }
      steps = next.size() > MAX_STEPS ? next.subList(0, MAX_STEPS) : next;
    }
    return steps;
  }

  private List<Step> afterWords(List<String> words, Step step) {
    int end = step.at() + words.size();
    boolean there =
        end <= sentence.size() && sentence.words().subList(step.at(), end).equals(words);
    return there ? List.of(new Step(end, step.captures())) : List.of();
  }
}
