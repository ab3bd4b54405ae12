package io.busbar.verticles.home.model;

import static io.busbar.verticles.home.model.Rooms.device;
import static io.busbar.verticles.home.model.Rooms.source;
import static io.busbar.verticles.home.model.Rooms.space;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.ContextSnapshot.ActiveSource;
import io.busbar.contracts.home.ContextSnapshot.PartOfDay;
import io.busbar.contracts.home.ContextSnapshot.SpaceContext;
import io.busbar.contracts.home.ContextSnapshot.Time;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextViewTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final House HOUSE = new House("Home", BERLIN, 52.52, 13.405);

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T02:59:00Z, NIGHT, mon",
    "2026-06-01T03:00:00Z, MORNING, mon",
    "2026-06-01T10:00:00Z, AFTERNOON, mon",
    "2026-06-01T15:00:00Z, EVENING, mon",
    "2026-06-01T20:00:00Z, NIGHT, mon",
    "2026-06-01T22:00:00Z, NIGHT, tue",
    "2026-12-01T04:00:00Z, MORNING, tue"
  })
  void readsTheClockOfTheHouse(Instant now, PartOfDay part, String weekday) {
    Time time = ContextView.time(now, HOUSE);

    assertThat(time.partOfDay()).isEqualTo(part);
    assertThat(time.weekday()).isEqualTo(weekday);
    assertThat(time.iso()).isEqualTo(now);
  }

  @Test
  void knowsTheSunWhereTheHouseIs() {
    Time time = ContextView.time(Instant.parse("2026-06-21T10:00:00Z"), HOUSE);

    assertThat(time.sunrise())
        .isCloseTo(Instant.parse("2026-06-21T02:43:00Z"), Assertions.within(5, ChronoUnit.MINUTES));
    assertThat(time.sunset())
        .isCloseTo(Instant.parse("2026-06-21T19:33:00Z"), Assertions.within(5, ChronoUnit.MINUTES));
  }

  @Test
  void knowsNoSunWithoutALocationOrInAPolarSummer() {
    Instant summer = Instant.parse("2026-06-21T10:00:00Z");

    assertThat(ContextView.time(summer, new House("Home", BERLIN, null, null)).sunrise()).isNull();
    Time polar =
        ContextView.time(summer, new House("Home", ZoneId.of("Arctic/Longyearbyen"), 78.2, 15.6));
    assertThat(polar.sunrise()).isNull();
    assertThat(polar.sunset()).isNull();
  }

  @Test
  void saysWhatGoesOnInASpace() {
    List<LogicalDevice> devices =
        List.of(
            device("a", "light", "lighting", Fields.of("power", true)),
            device("b", "light", "lighting", Fields.of("power", false)),
            device("c", "light", "lighting", Fields.of("power", true), true),
            device("d", "plug", "energy", Fields.of("power", true)),
            device("tv", "tv", "av_media", Fields.of("playback", "playing")));
    Space hall =
        Rooms.controlled("hall", Kind.ROOM, null, "apple", "a", "b", "c", "d", "tv", "gone");

    assertThat(context(hall, devices))
        .isEqualTo(
            new SpaceContext(
                "hall", "Name of hall", null, new ActiveSource("apple", "Name of apple"), 1, true));
  }

  @Test
  void believesSensorsThatCanBeBelieved() {
    LogicalDevice empty = device("a", "sensor", "security", Fields.of("motion", false));
    LogicalDevice seen =
        device(
            "b",
            "sensor",
            "sensors",
            Fields.of("extras", Map.of("sensors", Map.of("presence", Map.of("value", true)))));
    LogicalDevice stale = device("c", "sensor", "security", Fields.of("motion", true), true);

    assertThat(occupied(empty)).isFalse();
    assertThat(occupied(empty, seen)).isTrue();
    assertThat(occupied(seen, empty)).isTrue();
    assertThat(occupied(stale)).isNull();
    assertThat(occupied(stale, empty)).isFalse();
  }

  private static @Nullable Boolean occupied(LogicalDevice... devices) {
    String[] ids = Stream.of(devices).map(device -> device.id().value()).toArray(String[]::new);
    return context(space("hall", Kind.ROOM, null, ids), List.of(devices)).occupied();
  }

  private static SpaceContext context(Space space, List<LogicalDevice> devices) {
    HouseNow now = new HouseNow(devices, List.of(space), List.of(), List.of(), 1);
    return ContextView.space(
        space, now.devicesById(), List.of(source("apple", "other"), source("apple", "hall")));
  }
}
