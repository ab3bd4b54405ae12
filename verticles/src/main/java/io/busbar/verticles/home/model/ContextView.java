package io.busbar.verticles.home.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.ContextSnapshot.ActiveSource;
import io.busbar.contracts.home.ContextSnapshot.PartOfDay;
import io.busbar.contracts.home.ContextSnapshot.SpaceContext;
import io.busbar.contracts.home.ContextSnapshot.Time;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things stand, read off the house (spec 4.3, 29). */
public final class ContextView {
  private static final int MORNING = 5;
  private static final int AFTERNOON = 12;
  private static final int EVENING = 17;
  private static final int NIGHT = 22;
  private static final String LIGHTING = "lighting";
  private static final List<String> PRESENCE =
      List.of("motion", "presence", "occupancy", "occupied");

  private ContextView() {}

  /** What the clock and the sun say. */
  public static Time time(Instant now, House house) {
    ZonedDateTime local = now.atZone(house.zone());
    Daylight sun = Daylight.on(local.toLocalDate(), house);
    String weekday = local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    return new Time(
        now,
        house.zone().getId(),
        weekday.toLowerCase(Locale.ROOT),
        partOfDay(local.getHour()),
        sun.sunrise(),
        sun.sunset());
  }

  /** What the devices in a space say. */
  public static SpaceContext space(
      Space space, Map<DeviceId, LogicalDevice> devices, List<RemoteSource> sources) {
    List<LogicalDevice> inside =
        space.deviceIds().stream().map(devices::get).filter(Objects::nonNull).toList();
    List<LogicalDevice> believed = inside.stream().filter(device -> !device.stale()).toList();
    return new SpaceContext(
        space.id(),
        space.name(),
        occupied(believed),
        activeSource(space, sources),
        (int) believed.stream().filter(ContextView::isLightOn).count(),
        believed.stream().anyMatch(device -> "playing".equals(device.state().get("playback"))));
  }

  private static PartOfDay partOfDay(int hour) {
    if (hour < MORNING || hour >= NIGHT) {
      return PartOfDay.NIGHT;
    }
    if (hour < AFTERNOON) {
      return PartOfDay.MORNING;
    }
    return hour < EVENING ? PartOfDay.AFTERNOON : PartOfDay.EVENING;
  }

  private static boolean isLightOn(LogicalDevice device) {
    return device.domain().equals(LIGHTING) && Boolean.TRUE.equals(device.state().get("power"));
  }

  /** One sensor that sees somebody is enough; null when there is no sensor. */
  private static @Nullable Boolean occupied(List<LogicalDevice> devices) {
    Boolean occupied = null;
    for (LogicalDevice device : devices) {
      for (String key : PRESENCE) {
        if (reading(device.state(), key) instanceof Boolean seen) {
          occupied = seen || Boolean.TRUE.equals(occupied);
        }
      }
    }
    return occupied;
  }

  private static @Nullable Object reading(Fields state, String key) {
    Object own = state.get(key);
    return own == null ? state.object("extras").object("sensors").object(key).get("value") : own;
  }

  private static @Nullable ActiveSource activeSource(Space space, List<RemoteSource> sources) {
    return sources.stream()
        .filter(source -> source.spaceId().equals(space.id()))
        .filter(source -> source.id().equals(space.activeRemoteSourceId()))
        .findFirst()
        .map(source -> new ActiveSource(source.id(), source.name()))
        .orElse(null);
  }
}
