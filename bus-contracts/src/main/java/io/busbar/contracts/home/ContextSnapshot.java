package io.busbar.contracts.home;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stand in the house right now (spec 4.3, 29).
 *
 * @param recentActions the newest first
 * @param weather what devices measure outside; null where none does
 */
public record ContextSnapshot(
    Time time,
    List<SpaceContext> spaces,
    List<RecentAction> recentActions,
    List<ActiveProgram> activePrograms,
    @Nullable Weather weather) {

  /**
   * @param iso the instant, in UTC
   * @param weekday in the house's zone, {@code mon} to {@code sun}
   * @param sunrise of this day in the house's zone; null when the location is not set, or the sun
   *     does not rise
   */
  public record Time(
      Instant iso,
      String timezone,
      String weekday,
      PartOfDay partOfDay,
      @Nullable Instant sunrise,
      @Nullable Instant sunset) {}

  /** Morning from 5, afternoon from 12, evening from 17, night from 22 o'clock of the house. */
  public enum PartOfDay {
    @JsonProperty("morning")
    MORNING,
    @JsonProperty("afternoon")
    AFTERNOON,
    @JsonProperty("evening")
    EVENING,
    @JsonProperty("night")
    NIGHT
  }

  /**
   * @param occupied whether a motion or presence sensor that can be believed says so; null: there
   *     is none
   * @param activeSource what a remote controls there; null: nothing
   * @param lightsOn how many
   */
  public record SpaceContext(
      String id,
      String name,
      @Nullable Boolean occupied,
      @Nullable ActiveSource activeSource,
      int lightsOn,
      boolean mediaPlaying) {}

  public record ActiveSource(String id, String name) {}

  /**
   * Values that can be believed, each of the first device that has it: weather stations, then the
   * sensors of outdoor spaces.
   *
   * @param temperatureUnit as the device names it; null when it names none
   * @param humidity in percent
   * @param deviceIds the devices the values are of
   */
  public record Weather(
      @Nullable Double temperature,
      @Nullable String temperatureUnit,
      @Nullable Double humidity,
      List<DeviceId> deviceIds) {
    public Weather {
      deviceIds = List.copyOf(deviceIds);
    }
  }

  /** A command somebody gave. */
  public record RecentAction(
      RequestId requestId,
      DeviceId deviceId,
      @Nullable String deviceName,
      String action,
      Source source,
      Status status,
      Instant at) {}

  /** How far a command has come. */
  public enum Status {
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("dispatched")
    DISPATCHED,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("failed")
    FAILED
  }

  /** A run that has not ended. */
  public record ActiveProgram(
      String runId,
      String programId,
      String name,
      ProgramRun.Status status,
      Source source,
      Instant startedAt) {}
}
