package io.busbar.contracts.remotes;

import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remotes: keys that people press, whatever door they come through (spec 2.0.5, 5). */
public final class RemotesContract {
  /**
   * A key was pressed. Announces it, and does what the current remote source of each space that
   * lists the remote has on that key. Succeeds with how each of these ended; a key that means
   * nothing to any source is announced all the same. Fails: INVALID remote, key or press of the
   * wrong shape · UNAVAILABLE the spaces do not answer, the key was announced.
   */
  public static final RequestAddress<PressKey, KeyTaken> PRESS =
      RequestAddress.of("hub.remotes.press", PressKey.class, KeyTaken.class)
          .within(Duration.ofSeconds(40));

  /** A key was pressed; never merged with another press (REMOTE_KEY, spec 5). */
  public static final EventAddress<KeyPressed> KEY =
      new EventAddress<>("hub.remotes.key-pressed", KeyPressed.class);

  private RemotesContract() {}

  /**
   * @param id names the remote, as spaces list it in {@code remoteIds}
   * @param press how it was pressed: {@code short} when absent, {@code long}, {@code double},
   *     {@code repeat} while a key stays held
   */
  public record PressKey(
      String id, String key, @Nullable String press, Source source, @Nullable Principal by) {}

  public record KeyTaken(String remoteId, String key, String press, List<KeyDeed> done) {}

  /**
   * What a press made happen in one space.
   *
   * @param deviceId what was commanded; null when a program was run
   * @param programId what was run; null when a device was commanded
   * @param status {@code completed}, {@code dispatched}, {@code running}, {@code failed}, {@code
   *     unknown} or another word of the command or the run
   */
  public record KeyDeed(
      String spaceId,
      String sourceId,
      @Nullable String deviceId,
      @Nullable String programId,
      String status,
      @Nullable String message) {}

  /**
   * @param pressId differs with every press
   */
  public record KeyPressed(
      String pressId,
      String remoteId,
      String key,
      String press,
      Source source,
      @Nullable String by,
      Instant at) {}
}
