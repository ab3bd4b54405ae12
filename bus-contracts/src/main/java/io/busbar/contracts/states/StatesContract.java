package io.busbar.contracts.states;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Beside;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Live device state: merged, versioned, written behind, never lost once acknowledged (spec 6.4).
 */
public final class StatesContract {
  /** Reads the state of all devices at one instant. */
  public static final RequestAddress<Nothing, StateSnapshot> SNAPSHOT =
      RequestAddress.of("hub.states.snapshot", Nothing.class, StateSnapshot.class);

  /** Reads the live state of all devices with versions and availability. */
  @Internal("the devices service and the live feed start from it")
  public static final RequestAddress<Nothing, LiveStates> LIVE =
      RequestAddress.of("hub.states.live", Nothing.class, LiveStates.class);

  /** Reads the live state of one device. Fails: NOT_FOUND nothing is known of it. */
  @Internal("the commands service answers with it")
  public static final RequestAddress<ReadState, DeviceState> READ =
      RequestAddress.of("hub.states.read", ReadState.class, DeviceState.class);

  /**
   * Merges a patch into a device's state. Succeeds with the version after it: at once, or, when
   * durable is asked for, only when that version is on disk. An identical patch changes nothing and
   * announces nothing. Fails: UNAVAILABLE a durable report could not be stored in time (the state
   * itself is live all the same and is stored later).
   */
  @Internal("only driver sessions report, and commands what they assume")
  public static final RequestAddress<ReportState, StateReported> REPORT =
      RequestAddress.of("hub.states.report", ReportState.class, StateReported.class)
          .within(Duration.ofSeconds(10))
          .atMost(65_536);

  /**
   * A driver has registered at this node: it speaks for the driver's devices from now on, whatever
   * another node may think that has not heard of it. Ask before the driver may report. Fails:
   * UNAVAILABLE.
   */
  @Internal("driver sessions ask it")
  public static final RequestAddress<SpeakFor, Nothing> SPEAK_FOR =
      RequestAddress.of("hub.states.speak-for", SpeakFor.class, Nothing.class);

  /** Reads the states that a node owns, in the order of their ids; served at {@code @node}. */
  @Internal("a node that follows reads what it missed")
  public static final RequestAddress<ReadOwned, OwnedStates> OWNED =
      RequestAddress.of("hub.states.owned", ReadOwned.class, OwnedStates.class)
          .within(Duration.ofSeconds(5));

  /**
   * What a node owns, in short: another node that follows sees by it whether it missed something.
   */
  public static final EventAddress<OwnedDigest> DIGEST =
      new EventAddress<>("hub.states.owned-summed", OwnedDigest.class);

  /** A device's state or availability changed. */
  public static final EventAddress<StateChanged> CHANGED =
      new EventAddress<>("hub.states.changed", StateChanged.class);

  private StatesContract() {}

  public record ReadState(DeviceId id) {}

  public record SpeakFor(DriverInstance driver) {}

  /**
   * @param source {@link Source#SYSTEM}: nobody reported, it is assumed. Fields change; the driver,
   *     whether the device is there and when it was last seen stay as they are, and a state that
   *     another node owns is left alone. Anything else: its driver reported. The device is there,
   *     what it says is true, and {@code extras.assumed} goes unless the report says so itself
   * @param durable answer only when the new state survives a crash
   */
  public record ReportState(
      DeviceId deviceId, DriverInstance driver, Fields patch, Source source, boolean durable) {}

  public record StateReported(StateVersion version, boolean changed) {}

  /** All states by device id. */
  public record StateSnapshot(
      @JsonValue Map<String, Fields> states, long revision, Instant timestamp) implements Beside {
    @Override
    @JsonIgnore
    public Map<String, Object> beside() {
      return Map.of("revision", revision, "timestamp", timestamp);
    }
  }

  public record LiveStates(List<DeviceState> states, long revision) {}

  /**
   * @param after only states of devices with a greater id; null: from the first
   * @param limit at most so many, 1 to 1000
   */
  public record ReadOwned(@Nullable DeviceId after, int limit) {}

  /**
   * @param more whether there are states beyond these
   */
  public record OwnedStates(List<DeviceState> states, boolean more) {}

  /**
   * @param count how many states the node owns
   * @param sum over ids and versions, whatever their order
   */
  public record OwnedDigest(int count, long sum) {}

  /**
   * @param changed the top-level fields that differ from the version before; empty when only the
   *     availability changed
   */
  public record StateChanged(DeviceState device, Set<String> changed, Source source) {}
}
