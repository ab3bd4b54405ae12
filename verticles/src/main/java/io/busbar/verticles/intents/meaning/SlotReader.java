package io.busbar.verticles.intents.meaning;

import io.busbar.verticles.intents.house.Name;
import io.busbar.verticles.intents.house.NameIndex.Hit;
import io.busbar.verticles.intents.language.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the slots of sentence patterns: numbers, colours, times, names. */
final class SlotReader {
  private static final Pattern NUMBER = Pattern.compile("\\d+([.,]\\d+)?");
  private static final Pattern CLOCK = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
  private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");
  private static final int MAX_FREE_WORDS = 4;
  private static final double HALF = 0.5;

  private final Sentence sentence;
  private final TargetReader targets;

  SlotReader(Sentence sentence) {
    this.sentence = sentence;
    this.targets = new TargetReader(sentence);
  }

  /** Everything of a type that begins at a place of the sentence. */
  List<Found<Object>> at(String type, int from) {
    return switch (type) {
      case "targets" -> plain(targets.at(from));
      case "where" -> plain(targets.wheres(from));
      case "without" -> plain(targets.withouts(from));
      case "program" -> programs(from);
      case "number" -> numbers(from);
      case "percent" -> percents(from);
      case "share" -> shares(from);
      case "temperature" -> temperatures(from);
      case "kelvin" -> kelvins(from);
      case "color" -> colors(from);
      case "time" -> times(from);
      case "input" -> free(from);
      default -> values(type, from);
    };
  }

  private static <T> List<Found<Object>> plain(List<Found<T>> found) {
    return found.stream()
        .map(one -> new Found<Object>(one.end(), one.value(), one.weight()))
        .toList();
  }

  private List<Found<Object>> programs(int from) {
    Map<List<Number>, List<String>> programs = new LinkedHashMap<>();
    for (Hit hit : sentence.namesAt(from)) {
      if (hit.name().of() == Name.Of.PROGRAM) {
        programs
            .computeIfAbsent(List.of(hit.end(), hit.weight()), key -> new ArrayList<>())
            .add(hit.name().id());
      }
    }
    List<Found<Object>> found = new ArrayList<>();
    programs.forEach(
        (key, ids) ->
            found.add(
                new Found<>(
                    key.get(0).intValue(),
                    ids.stream().distinct().toList(),
                    key.get(1).doubleValue())));
    return found;
  }

  private List<Found<Object>> values(String type, int from) {
    List<Found<Object>> found = new ArrayList<>();
    for (Phrases.Found<Object> value : sentence.language().values(type, sentence.words(), from)) {
      found.add(new Found<>(value.end(), value.meaning()));
    }
    return found;
  }

  /** "30", "thirty", "twenty five", "twenty one point five", "twenty and a half". */
  private List<Found<Object>> numbers(int from) {
    if (from >= sentence.size()) {
      return List.of();
    }
    String word = sentence.words().get(from);
    if (NUMBER.matcher(word).matches()) {
      return List.of(withFraction(new Found<>(from + 1, Double.valueOf(word.replace(',', '.')))));
    }
    List<Found<Object>> spoken = values("number", from);
    if (spoken.isEmpty()) {
      return List.of();
    }
    Found<Object> first = spoken.get(0);
    return List.of(withFraction(withOnes(first.end(), ((Number) first.value()).doubleValue())));
  }

  private Found<Object> withOnes(int end, double tens) {
    boolean open = tens >= 20 && tens % 10 == 0;
    List<Found<Object>> ones = open ? values("number", end) : List.of();
    for (Found<Object> one : ones) {
      double value = ((Number) one.value()).doubleValue();
      boolean fits = value > 0 && (value < 10 || (tens >= 100 && value < 100));
      if (fits) {
        return withOnes(one.end(), tens + value);
      }
    }
    return new Found<>(end, tens);
  }

  private Found<Object> withFraction(Found<Object> whole) {
    double value = ((Number) whole.value()).doubleValue();
    for (int after : sentence.ends("and_a_half", whole.end())) {
      return new Found<>(after, value + HALF);
    }
    for (int point : sentence.ends("point", whole.end())) {
      for (Found<Object> digit : values("number", point)) {
        double tenth = ((Number) digit.value()).doubleValue();
        if (tenth < 10) {
          return new Found<>(digit.end(), value + tenth / 10);
        }
      }
    }
    return whole;
  }

  private List<Found<Object>> percents(int from) {
    List<Found<Object>> found = new ArrayList<>(shares(from));
    found.addAll(numbers(from));
    return found;
  }

  /** A percentage said as one: "at seven" may be a time. */
  private List<Found<Object>> shares(int from) {
    List<Found<Object>> found = new ArrayList<>();
    for (Found<Object> number : numbers(from)) {
      sentence
          .ends("percent", number.end())
          .forEach(end -> found.add(new Found<>(end, number.value())));
    }
    found.addAll(values("fraction", from));
    return found;
  }

  private List<Found<Object>> temperatures(int from) {
    List<Found<Object>> found = new ArrayList<>();
    for (Found<Object> number : numbers(from)) {
      double value = ((Number) number.value()).doubleValue();
      sentence
          .ends("fahrenheit", number.end())
          .forEach(end -> found.add(new Found<>(end, celsius(value))));
      for (int unit : sentence.ends("degrees", number.end())) {
        sentence.ends("and_a_half", unit).forEach(end -> found.add(new Found<>(end, value + HALF)));
        found.add(new Found<>(unit, value));
      }
      found.add(number);
    }
    return found;
  }

  private static double celsius(double fahrenheit) {
    return Math.round((fahrenheit - 32) / 1.8 * 2) / 2.0;
  }

  private List<Found<Object>> kelvins(int from) {
    List<Found<Object>> found = new ArrayList<>();
    for (Found<Object> number : numbers(from)) {
      sentence
          .ends("kelvin", number.end())
          .forEach(end -> found.add(new Found<>(end, number.value())));
    }
    return found;
  }

  private List<Found<Object>> colors(int from) {
    List<Found<Object>> found = new ArrayList<>(values("color", from));
    if (from < sentence.size() && HEX.matcher(sentence.words().get(from)).matches()) {
      found.add(new Found<>(from + 1, sentence.words().get(from).toUpperCase(Locale.ROOT)));
    }
    return found;
  }

  /** "7:30", "7", "7 pm"; as HH:mm. */
  private List<Found<Object>> times(int from) {
    List<Found<Object>> found = new ArrayList<>();
    String word = from < sentence.size() ? sentence.words().get(from) : "";
    if (CLOCK.matcher(word).matches()) {
      int colon = word.indexOf(':');
      int hour = Integer.parseInt(word.substring(0, colon));
      found.addAll(halfDays(from + 1, hour, Integer.parseInt(word.substring(colon + 1))));
      return found;
    }
    for (Found<Object> number : numbers(from)) {
      double hour = ((Number) number.value()).doubleValue();
      if (hour >= 0 && hour < 24 && hour == Math.rint(hour)) {
        found.addAll(halfDays(number.end(), (int) hour, 0));
      }
    }
    return found;
  }

  private List<Found<Object>> halfDays(int from, int hour, int minute) {
    List<Found<Object>> found = new ArrayList<>();
    sentence
        .ends("afternoon", from)
        .forEach(end -> found.add(time(end, hour < 12 ? hour + 12 : hour, minute)));
    sentence
        .ends("forenoon", from)
        .forEach(end -> found.add(time(end, hour == 12 ? 0 : hour, minute)));
    sentence.ends("clock", from).forEach(end -> found.add(time(end, hour, minute)));
    found.add(time(from, hour, minute));
    return found;
  }

  private static Found<Object> time(int end, int hour, int minute) {
    return new Found<>(end, "%02d:%02d".formatted(hour, minute));
  }

  /** A few words as they are: the name of an input. */
  private List<Found<Object>> free(int from) {
    List<Found<Object>> found = new ArrayList<>();
    int longest = Math.min(sentence.size(), from + MAX_FREE_WORDS);
    for (int end = longest; end > from; end--) {
      found.add(new Found<>(end, String.join(" ", sentence.words().subList(from, end))));
    }
    return found;
  }
}
