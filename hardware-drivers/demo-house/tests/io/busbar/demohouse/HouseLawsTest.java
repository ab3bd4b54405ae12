package io.busbar.demohouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

class HouseLawsTest {
  private static final LocalDateTime MORNING = LocalDateTime.of(2026, 3, 14, 7, 0);
  private static final Set<String> PERCENT =
      Set.of("brightness", "volume", "position", "battery", "humidity");

  @Property(tries = 60)
  void staysWithinItsVocabularyWhateverHappens(@ForAll long seed) {
    Random choice = new Random(seed);
    Houses house = Houses.at(MORNING.plusHours(choice.nextInt(24)), new Random(seed));
    List<String> devices = List.copyOf(house.now().gadgets().keySet());
    for (int i = 0; i < 200; i++) {
      String device = devices.get(choice.nextInt(devices.size()));
      sendSomething(house, device, choice);
      Houses unused = house.live(choice.nextInt(30));
      house.now().states().forEach(HouseLawsTest::requireVocabulary);
    }
  }

  @Property(tries = 20)
  void livesTheSameLifeWithTheSameSeed(@ForAll long seed) {
    House one = Houses.at(MORNING, new Random(seed)).live(900).now();
    House other = Houses.at(MORNING, new Random(seed)).live(900).now();
    assertThat(one).isEqualTo(other);
  }

  @Property
  void bringsABlindToItsTargetInTime(
      @ForAll @IntRange(max = 100) int from, @ForAll @IntRange(max = 100) int to) {
    Gadget blind = Blind.at(from).told(Houses.call("", "set_position", Map.of("position", to)));
    double needed = Math.abs(to - from) / Blind.PERCENT_PER_SECOND;
    for (int second = 1; second <= Math.ceil(needed); second++) {
      double before = Math.abs(((Blind) blind).position() - to);
      blind = blind.after(step(MORNING, 1));
      double after = Math.abs(((Blind) blind).position() - to);
      assertThat(after).isLessThan(before);
    }
    assertThat(blind.state()).containsEntry("position", (long) to);
    assertThat(blind).isEqualTo(Blind.at(to));
  }

  @Property
  void dimsToWhatWasAsked(@ForAll @IntRange(max = 100) int level) {
    Gadget light =
        Light.of(Light.Kind.DIMMABLE, 50)
            .told(Houses.call("", "set_brightness", Map.of("brightness", level)));
    assertThat(light.state()).containsEntry("brightness", level).containsEntry("power", level > 0);
  }

  @Property
  void driftsTheSameInOneStepAsInMany(
      @ForAll @DoubleRange(min = -20, max = 40) double outside,
      @ForAll @DoubleRange(min = 0, max = 35) double room,
      @ForAll @IntRange(min = -1, max = 1) int effort) {
    Air out = new Air(outside, 60);
    Air stepped = new Air(room, 45);
    for (int i = 0; i < 60; i++) {
      stepped = stepped.drifting(out, effort, 10);
    }
    Air leapt = new Air(room, 45).drifting(out, effort, 600);
    assertThat(stepped.celsius()).isCloseTo(leapt.celsius(), within());
    assertThat(stepped.humidity()).isCloseTo(leapt.humidity(), within());
  }

  @Property
  void driftsTowardsTheOutsideAndNeverPastIt(
      @ForAll @DoubleRange(min = -20, max = 40) double outside,
      @ForAll @DoubleRange(min = -20, max = 40) double room,
      @ForAll @DoubleRange(min = 0, max = 100_000) double seconds) {
    double after = new Air(room, 45).drifting(new Air(outside, 60), 0, seconds).celsius();
    assertThat(after).isBetween(Math.min(room, outside) - 1e-9, Math.max(room, outside) + 1e-9);
  }

  @Property(tries = 25)
  void holdsTheRoomAtAnyTargetInReach(
      @ForAll @IntRange(max = 23) int hour,
      @ForAll @DoubleRange(min = 16, max = 26) double target) {
    Houses house = Houses.at(MORNING.withHour(hour), Houses.quiet());
    Houses begun =
        house
            .tell("demo:living-room-thermostat", "set_temperature", Map.of("temperature", target))
            .live(3_600);
    for (int minute = 0; minute < 30; minute++) {
      assertThat(begun.live(60).now().indoors().celsius())
          .isBetween(target - 2 * Thermostat.TOLERANCE, target + 2 * Thermostat.TOLERANCE);
    }
  }

  @Property(tries = 100)
  void playsOnForeverWithinItsTitles(
      @ForAll @DoubleRange(min = 0, max = 1e6) double seconds, @ForAll Playlist playlist) {
    MediaPlayer.Playing playing =
        new MediaPlayer.Playing(MediaPlayer.Playback.PLAYING, 0, 0).after(seconds, playlist);
    assertThat(playing.track()).isBetween(0, playlist.size() - 1);
    assertThat(playing.seconds())
        .isGreaterThanOrEqualTo(0)
        .isLessThan(playlist.title(playing.track()).seconds());
  }

  private static void sendSomething(Houses house, String device, Random choice) {
    Gadget gadget = house.now().gadgets().get(device);
    List<CommandDef> catalog = gadget == null ? List.of() : gadget.catalog();
    if (!catalog.isEmpty()) {
      CommandDef command = catalog.get(choice.nextInt(catalog.size()));
      Houses unused = house.tell(device, command.key(), Houses.arguments(command, choice));
    }
  }

  private static void requireVocabulary(String device, Map<String, @Nullable Object> state) {
    state.forEach(
        (field, value) -> {
          if (PERCENT.contains(field)) {
            assertThat(((Number) value).doubleValue())
                .as("%s %s", device, field)
                .isBetween(0., 100.);
          }
        });
    if (state.containsKey("color")) {
      assertThat((String) state.get("color")).matches("#[0-9A-F]{6}");
    }
    if (state.containsKey("playback")) {
      assertThat(state.get("playback")).isIn("playing", "paused", "stopped");
    }
    if (Boolean.FALSE.equals(state.get("power")) && state.containsKey("playback")) {
      assertThat(state.get("playback")).isNotEqualTo("playing");
    }
  }

  private static Step step(LocalDateTime time, double seconds) {
    Air air = new Air(20, 45);
    return new Step(time, seconds, new Step.Senses(air, air, false, false), new Random(1));
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-6);
  }
}
