package io.busbar.contracts.devices;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The device registry: what exists, under an id that never changes (spec 1.4, 2.3, 6.4). */
public final class DevicesContract {
  /**
   * Lists devices with their live state. Succeeds with those that match every given filter, in the
   * order of their creation; removed devices are left out. Fails: INVALID a filter out of range ·
   * UNAVAILABLE the store is down.
   */
  public static final RequestAddress<ListDevices, DeviceList> LIST =
      RequestAddress.of("hub.devices.list", ListDevices.class, DeviceList.class);

  /** Reads one device with its live state. Fails: NOT_FOUND no such device. */
  public static final RequestAddress<ReadDevice, LogicalDevice> READ =
      RequestAddress.of("hub.devices.read", ReadDevice.class, LogicalDevice.class);

  /** Reads one device as registered, without state. Fails: NOT_FOUND no such device. */
  @Internal("the commands service asks it for catalog and endpoint")
  public static final RequestAddress<FindDevice, Device> FIND =
      RequestAddress.of("hub.devices.find", FindDevice.class, Device.class);

  /** Lists all registered devices of the hub, removed ones included. */
  @Internal("states and sessions start from it")
  public static final RequestAddress<ListRegistered, Registered> REGISTERED =
      RequestAddress.of("hub.devices.registered", ListRegistered.class, Registered.class);

  /**
   * Adds the device behind an endpoint, or changes it (DEVICE_DISCOVERED, DEVICE_UPDATED). Succeeds
   * when stored durably, with the device; an announcement that changes nothing writes nothing.
   * Fails: INVALID a field of the wrong shape · UNAVAILABLE the store is down, nothing changed.
   */
  @Internal("only driver sessions announce")
  public static final RequestAddress<AnnounceDevice, Device> ANNOUNCE =
      RequestAddress.of("hub.devices.announce", AnnounceDevice.class, Device.class);

  /**
   * Hides the device behind an endpoint, to be deleted after a day, or at once when permanent.
   * Succeeds when stored durably. Fails: NOT_FOUND no such endpoint · UNAVAILABLE.
   */
  @Internal("only driver sessions remove")
  public static final RequestAddress<RemoveDevice, Nothing> REMOVE =
      RequestAddress.of("hub.devices.remove", RemoveDevice.class, Nothing.class);

  /**
   * Keeps a code that was learned for a device in its {@code properties.irCommands}, in the place
   * of one of that name (DEVICE_UPDATED). It stays there whatever its driver announces, until that
   * brings a code of the name itself. Succeeds when stored durably, with the device. Fails:
   * NOT_FOUND no such device · INVALID the name · CONFLICT the driver has the command itself ·
   * OVERLOADED the device has as many codes as it may · UNAVAILABLE the store is down.
   */
  @Internal("only learning keeps codes")
  public static final RequestAddress<KeepIrCode, Device> KEEP_IR_CODE =
      RequestAddress.of("hub.devices.keep-ir-code", KeepIrCode.class, Device.class);

  /** A device was added, changed or removed. */
  public static final EventAddress<DeviceChanged> CHANGED =
      new EventAddress<>("hub.devices.changed", DeviceChanged.class);

  /** A driver announced a device, changed or not: the device is there. */
  public static final EventAddress<DeviceAnnounced> ANNOUNCED =
      new EventAddress<>("hub.devices.announced", DeviceAnnounced.class);

  private DevicesContract() {}

  /**
   * @param q matches name, id, external id or tag, ignoring case
   * @param limit at most so many, 1 to 10,000; absent means all
   */
  public record ListDevices(
      @Nullable Integer limit,
      @Nullable Integer offset,
      @Nullable String q,
      @Nullable String spaceId,
      @Nullable String type,
      @Nullable String driverKey) {
    public static final ListDevices ALL = new ListDevices(null, null, null, null, null, null);
  }

  public record DeviceList(@JsonValue List<LogicalDevice> devices) {}

  public record ReadDevice(DeviceId id) {}

  public record FindDevice(DeviceId id) {}

  /**
   * @param driver only devices of this instance; null means all
   */
  public record ListRegistered(@Nullable DriverInstance driver) {}

  public record Registered(List<Device> devices) {}

  /**
   * @param announced the driver's {@code data} object (spec 6.4)
   * @param partial DEVICE_UPDATED: what is absent stays as it is
   */
  public record AnnounceDevice(Endpoint endpoint, Fields announced, boolean partial) {}

  public record RemoveDevice(Endpoint endpoint, @Nullable String reason, boolean permanent) {}

  /**
   * @param code as an object, in any form the hub reads
   */
  public record KeepIrCode(DeviceId id, String command, Fields code) {}

  public record DeviceChanged(Change change, Device device) {}

  public record DeviceAnnounced(DeviceId deviceId, Endpoint endpoint) {}

  /** What happened to a device. */
  public enum Change {
    DISCOVERED,
    UPDATED,
    REMOVED
  }
}
