package io.busbar.verticles.intents.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.language.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

class IntentLawsTest {
  private static final List<Parsers> LANGUAGES = Parsers.all();
  private static final KnownHouse HOUSE = new ModelHouse("en").known();
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final List<String> NEGATIONS = List.of("don't", "do not", "never", "not", "no");

  @Property(tries = 300)
  void readsAnyTextAndOnlyDoesWhatDevicesOffer(@ForAll @StringLength(max = 500) String text) {
    LANGUAGES.forEach(language -> requireLawful(language, text, null));
  }

  @Property(tries = 300)
  void readsAnyMixOfItsOwnWords(@ForAll("mixes") String text, @ForAll("places") String place) {
    LANGUAGES.forEach(language -> requireLawful(language, text, place));
  }

  @Property(tries = 400)
  void neverActsOnANegatedSentence(
      @ForAll("sentences") String sentence,
      @ForAll("negations") String negation,
      @ForAll("positions") int position) {
    List<String> words = new ArrayList<>(List.of(sentence.split(" ", -1)));
    words.add(Math.min(position, words.size()), negation);
    Parsers english = LANGUAGES.get(0);
    ParsedIntent parsed =
        english.parser().parse(String.join(" ", words), "kitchen", english.states());

    assertThat(parsed.actions()).as("%s", words).isEmpty();
    assertThat(parsed.intent()).as("%s", words).isEqualTo(ParsedIntent.NONE);
  }

  @Property(tries = 1)
  void endsSoonOnLongChains() {
    for (String link : List.of("kitchen and hallway and ", "turn on the lamp and ", "all but ")) {
      requireLawful(LANGUAGES.get(0), "turn off " + link.repeat(20), "kitchen");
    }
  }

  private static void requireLawful(Parsers language, String text, @Nullable String place) {
    ParsedIntent once =
        Assertions.assertTimeoutPreemptively(
            DEADLINE, () -> language.parser().parse(text, place, language.states()));
    ParsedIntent twice = language.parser().parse(text, place, language.states());

    assertThat(twice).isEqualTo(once);
    assertThat(once.confidence()).isBetween(0.0, 1.0);
    assertThat(once.alternatives().isEmpty() || once.actions().isEmpty()).isTrue();
    once.actions().forEach(IntentLawsTest::requireOffered);
    if (once.intent().equals(ParsedIntent.NONE)) {
      assertThat(once.confidence()).isZero();
      assertThat(once.actions()).isEmpty();
    }
  }

  private static void requireOffered(DeviceAction action) {
    KnownDevice device = Objects.requireNonNull(HOUSE.device(action.deviceId()));
    assertThat(device.command(action.command())).isPresent();
  }

  @Provide
  Arbitrary<String> mixes() {
    Set<String> words = new TreeSet<>();
    LANGUAGES.forEach(
        language ->
            Example.of(language.language())
                .forEach(example -> words.addAll(Tokens.of(example.say()))));
    return Arbitraries.of(words).list().ofMaxSize(40).map(list -> String.join(" ", list));
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of(Example.of("en").stream().map(Example::say).distinct().toList());
  }

  @Provide
  Arbitrary<String> negations() {
    return Arbitraries.of(NEGATIONS);
  }

  @Provide
  Arbitrary<Integer> positions() {
    return Arbitraries.integers().between(0, 12);
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of("kitchen", "living", "bed", "up", "unknown");
  }
}
