package io.busbar.verticles.home.model;

import static io.busbar.verticles.home.model.Rooms.device;
import static io.busbar.verticles.home.model.Rooms.space;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.ContextSnapshot.Weather;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutsideWeatherTest {
  private static final Space GARDEN = space("garden", Kind.OUTDOOR, null, "lamp", "mast");
  private static final Space TERRACE = space("terrace", Kind.ZONE, "garden", "wall");
  private static final Space HALL = space("hall", Kind.ROOM, null, "indoor");
  private static final LogicalDevice LAMP =
      device("lamp", "light", "lighting", Fields.of("temperature", 61));
  private static final LogicalDevice INDOOR =
      device("indoor", "sensor", "security", Fields.of("temperature", 21));
  private static final LogicalDevice MAST =
      device(
          "mast",
          "sensor",
          "security",
          Fields.of(
              "extras",
              Map.of("sensors", Map.of("temperature", Map.of("value", 4.5, "unit", "°C")))));
  private static final LogicalDevice WALL =
      device("wall", "hygrometer", "sensors", Fields.of("temperature", 6).with("humidity", 80));

  @Test
  void isMeasuredByTheSensorsOfOutdoorSpaces() {
    assertThat(weather(LAMP, INDOOR, MAST, WALL))
        .isEqualTo(
            new Weather(4.5, "°C", 80.0, List.of(new DeviceId("mast"), new DeviceId("wall"))));
    assertThat(weather(WALL))
        .isEqualTo(new Weather(6.0, null, 80.0, List.of(new DeviceId("wall"))));
  }

  @Test
  void isTakenFromAStationWhereverItIs() {
    LogicalDevice station =
        device("roof", "weather_station", "other", Fields.of("temperature", -3));

    assertThat(weather(MAST, station))
        .isEqualTo(new Weather(-3.0, null, null, List.of(new DeviceId("roof"))));
  }

  @Test
  void isNotGuessed() {
    LogicalDevice stale = device("mast", "sensor", "security", Fields.of("temperature", 4), true);
    LogicalDevice mute = device("wall", "sensor", "security", Fields.of("temperature", "cold"));

    assertThat(weather()).isNull();
    assertThat(weather(LAMP, INDOOR)).isNull();
    assertThat(weather(stale, mute)).isNull();
  }

  @Test
  void endsWhereSpacesLieInACircle() {
    HouseNow circle =
        new HouseNow(
            List.of(INDOOR),
            List.of(space("a", Kind.ROOM, "b", "indoor"), space("b", Kind.ROOM, "a")),
            List.of(),
            List.of(),
            1);

    assertThat(OutsideWeather.in(circle)).isNull();
  }

  private static @Nullable Weather weather(LogicalDevice... devices) {
    return OutsideWeather.in(
        new HouseNow(List.of(devices), List.of(GARDEN, HALL, TERRACE), List.of(), List.of(), 1));
  }
}
