package io.busbar.contracts.drivers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.RequestId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Driver sessions: who is connected, and the way to one of them (spec 6). */
public final class DriversContract {
  /**
   * Hands a command to a driver; served at {@code @KEY/instance} by the node that holds its
   * session. Succeeds when the frame was written to the driver; the outcome is announced later at
   * {@link #SETTLED}. Fails, with nothing sent: UNAVAILABLE no session · OVERLOADED too many
   * commands of this session are open, or the driver does not read · INVALID the frame would exceed
   * 64 KiB.
   */
  @Internal("the commands service asks it")
  public static final RequestAddress<DeliverCommand, Delivered> DELIVER =
      RequestAddress.of("hub.drivers.deliver", DeliverCommand.class, Delivered.class);

  /**
   * Writes a message to a driver as it is; served where {@link #DELIVER} is. Succeeds when the
   * frame was written. Fails, with nothing sent: UNAVAILABLE no session · OVERLOADED the driver
   * does not read · INVALID the frame would exceed 64 KiB.
   */
  @Internal("the drivers service asks it once the message is found fit")
  public static final RequestAddress<ForwardMessage, Delivered> FORWARD =
      RequestAddress.of("hub.drivers.forward", ForwardMessage.class, Delivered.class);

  /**
   * Sends a message of any kind to a driver (DRIVER_MESSAGE, spec 4.3). Succeeds when it was
   * written to the driver's session; a driver may ignore it. Fails, with nothing sent: FORBIDDEN
   * the caller is no administrator · INVALID a message without a type, of a type only the hub
   * itself may send, larger than 64 KiB, or meant for one of several instances without naming it ·
   * CONFLICT DRIVER_OFFLINE · OVERLOADED the driver does not read.
   */
  public static final RequestAddress<SendMessage, MessageDelivered> SEND_MESSAGE =
      RequestAddress.of("hub.drivers.send-message", SendMessage.class, MessageDelivered.class);

  /** Lists driver sessions and supervised drivers of the cluster. */
  public static final RequestAddress<ListDrivers, Drivers> LIST =
      RequestAddress.of("hub.drivers.list", ListDrivers.class, Drivers.class);

  /** A delivered command ended; announced at the node that asked, {@code @node}. */
  public static final EventAddress<CommandSettled> SETTLED =
      new EventAddress<>("hub.drivers.settled", CommandSettled.class);

  /** A driver connected, registered, was lost, crashed, was given up. */
  public static final EventAddress<DriverStatusChanged> STATUS =
      new EventAddress<>("hub.drivers.status-changed", DriverStatusChanged.class);

  /** Why a session is gone that nobody could say goodbye to: its node died. */
  public static final String NODE_LOST = "its node is gone";

  /**
   * What a node knows first hand of its drivers, for nodes that were not there when it happened.
   */
  public static final EventAddress<DriversPresent> PRESENT =
      new EventAddress<>("hub.drivers.present", DriversPresent.class);

  private DriversContract() {}

  /**
   * @param drivers the latest word on each session and process of the node that announces it
   */
  public record DriversPresent(List<DriverStatusChanged> drivers) {}

  /**
   * @param askedBy the node to which the outcome goes
   * @param inCatalog decides between COMMAND_EXECUTE and ACTION (spec 6.5)
   */
  public record DeliverCommand(
      String askedBy,
      String externalId,
      String command,
      Fields payload,
      RequestId requestId,
      String correlationId,
      boolean inCatalog) {}

  public record Delivered(String transport) {}

  public record ForwardMessage(Fields message) {}

  /**
   * @param instanceId which copy of the driver; absent: the only connected one
   * @param message an object that names its kind as {@code event} or {@code type}
   */
  public record SendMessage(
      DriverKey driverKey,
      @Nullable InstanceId instanceId,
      Fields message,
      @Nullable Principal by) {}

  public record MessageDelivered(boolean delivered, InstanceId instanceId) {}

  /**
   * @param success what the driver's ACTION_RESULT said; null when there was none
   * @param code DRIVER_ERROR, DRIVER_DISCONNECTED or RESULT_TIMEOUT; null on success
   */
  public record CommandSettled(
      RequestId requestId,
      @Nullable Boolean success,
      @Nullable String code,
      String message,
      Fields result) {}

  public record ListDrivers(@Nullable String status) {}

  public record Drivers(@JsonValue List<DriverView> drivers) {}

  /**
   * @param transport websocket, process or builtin
   */
  public record DriverView(
      String driverKey,
      String instanceId,
      @Nullable String name,
      Status status,
      String transport,
      int restarts,
      @Nullable String lastError,
      @Nullable String remoteAddress,
      Instant since) {}

  public record DriverStatusChanged(
      DriverInstance driver,
      @Nullable String name,
      Status status,
      String transport,
      String reason,
      int restarts,
      @Nullable String remoteAddress,
      Instant at) {
    /** What is said of a driver whose node died with its session. */
    public DriverStatusChanged lostWithItsNode(Instant now) {
      return new DriverStatusChanged(
          driver,
          name,
          Status.DISCONNECTED,
          transport,
          NODE_LOST,
          restarts,
          remoteAddress,
          now.isBefore(at) ? at : now);
    }
  }

  /**
   * How a driver is doing. CONNECTED and DISCONNECTED speak of its session, the rest of its
   * process.
   */
  public enum Status {
    @JsonProperty("connected")
    CONNECTED,
    @JsonProperty("disconnected")
    DISCONNECTED,
    @JsonProperty("starting")
    STARTING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("stopping")
    STOPPING,
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("crashed")
    CRASHED,
    @JsonProperty("failed")
    FAILED
  }
}
