package io.busbar.contracts.ir;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listening to infrared and radio signals at an extender (spec 4.2, 8.3). */
public final class IrContract {
  /** How long an extender is listened to after {@link #START}; asking again prolongs it. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration EXTENDER = Duration.ofSeconds(15);

  /**
   * Begins to listen at an extender, or goes on for another {@link #LEASE}. Succeeds when it
   * listens; what it hears is announced as {@link #CAPTURED}. Fails: INVALID neither id nor address
   * · NOT_FOUND no such extender · FORBIDDEN it refuses the token · UNAVAILABLE it does not answer,
   * or no driver for extenders is there.
   */
  @Internal("the socket of the learning page asks it")
  public static final RequestAddress<StartCapture, Capturing> START =
      RequestAddress.of("hub.ir.start", StartCapture.class, Capturing.class)
          .within(EXTENDER)
          .atMost(64);

  /**
   * Ends listening before its lease is over; stopping twice is harmless. Fails: INVALID neither id
   * nor address · UNAVAILABLE no driver for extenders is there.
   */
  @Internal("the socket of the learning page asks it")
  public static final RequestAddress<StopCapture, Capturing> STOP =
      RequestAddress.of("hub.ir.stop", StopCapture.class, Capturing.class)
          .within(EXTENDER)
          .atMost(64);

  /** An extender that is listened to has heard a signal. */
  public static final EventAddress<Captured> CAPTURED =
      new EventAddress<>("hub.ir.captured", Captured.class);

  private IrContract() {}

  /**
   * Its text form leaves out the token.
   *
   * @param extenderId the extender's id; wins over the address
   * @param extenderIp its address, when it is not set up as a device
   * @param token of an extender that is not set up; absent: the one the hub keeps
   */
  public record StartCapture(
      @Nullable String extenderId,
      @Nullable String extenderIp,
      @Nullable String token,
      @Nullable Principal by) {
    @Override
    public String toString() {
      return "StartCapture[extenderId=%s, extenderIp=%s, token=[hidden]]"
          .formatted(extenderId, extenderIp);
    }
  }

  public record StopCapture(
      @Nullable String extenderId, @Nullable String extenderIp, @Nullable Principal by) {}

  /**
   * @param until when listening ends by itself; null when it does not listen
   */
  public record Capturing(
      @Nullable String extenderId, String extenderIp, boolean capturing, @Nullable Instant until) {}

  /**
   * One signal as it was heard.
   *
   * @param freqKhz the carrier; null for radio
   * @param frames how many frames it has
   * @param a the first frame in microseconds, mark and space in turn
   * @param b the frame that repeats; empty when there is none
   * @param combined all of it, gaps included
   * @param gapUs between frames; null when there is one frame
   * @param code what it says, when its protocol is known
   */
  public record Captured(
      @Nullable String extenderId,
      String extenderIp,
      Band type,
      @JsonProperty("freq_khz") @Nullable Integer freqKhz,
      int frames,
      List<Integer> a,
      List<Integer> b,
      List<Integer> combined,
      @JsonProperty("gap_us") @Nullable Integer gapUs,
      @Nullable String code,
      @Nullable Integer bits,
      @Nullable String protocol,
      Instant receivedAt,
      @Nullable String pronto) {
    public Captured {
      a = List.copyOf(a);
      b = List.copyOf(b);
      combined = List.copyOf(combined);
    }
  }

  /** What a signal was carried by. */
  public enum Band {
    @JsonProperty("ir_rx")
    INFRARED,
    @JsonProperty("rf_rx")
    RADIO
  }
}
