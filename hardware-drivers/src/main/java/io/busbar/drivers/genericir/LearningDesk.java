package io.busbar.drivers.genericir;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Capture;
import io.busbar.drivers.extender.Learning;
import io.busbar.drivers.extender.Learning.Phase;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.format.CodeValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Learns one key at a time and tells how far it is. */
final class LearningDesk {
  private final Clock clock;
  private final Keeper keeper;
  private final Consumer<Map<String, @Nullable Object>> progress;
  private @Nullable Learning current;
  private String currentId = "";
  private long begun;

  /** Keeps what was learned. */
  @FunctionalInterface
  interface Keeper {
    /** Keeps a code; returns what went wrong, or null. */
    @Nullable String keep(String remote, String command, IrCode code);
  }

  LearningDesk(Clock clock, Keeper keeper, Consumer<Map<String, @Nullable Object>> progress) {
    this.clock = clock;
    this.keeper = keeper;
    this.progress = progress;
  }

  /**
   * Begins with a key; what was being learned before is given up. Answers an id that no other
   * learning has, also not of a desk that was there before or will be.
   */
  synchronized String begin(String remote, String command, Duration limit) {
    Instant now = clock.instant();
    Learning learning = Learning.of(remote, command, now.plus(limit));
    begun++;
    String id =
        "learn_%s_%d".formatted(Long.toString(now.toEpochMilli(), Character.MAX_RADIX), begun);
    current = learning;
    currentId = id;
    tell(learning, null);
    return id;
  }

  /** Gives up one learning; false when it is not, or no longer, the one that goes on. */
  synchronized boolean cancel(String id) {
    look();
    return current != null && id.equals(currentId) && cancel();
  }

  /** Gives up whatever it is; whether there was anything to give up. */
  synchronized boolean cancel() {
    boolean busy = current != null;
    current = null;
    progress.accept(Map.of("phase", "idle"));
    return busy;
  }

  /** Ends it when its time is over. */
  synchronized void look() {
    Learning learning = current;
    if (learning != null && learning.phase(clock.instant()) == Phase.TIMED_OUT) {
      current = null;
      tell(learning, "No key was recognised: hold the remote 10 to 30 cm away.");
    }
  }

  synchronized boolean isBusy() {
    return current != null;
  }

  synchronized void heard(Capture capture) {
    Learning before = current;
    if (before == null) {
      return;
    }
    Learning now = before.heard(capture, clock.instant());
    IrCode code = now.code();
    current = code == null ? now : null;
    tell(now, code == null ? null : keeper.keep(now.remote(), now.command(), code));
  }

  private void tell(Learning learning, @Nullable String trouble) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("phase", learning.phase(clock.instant()).name().toLowerCase(Locale.ROOT));
    told.put("remote", learning.remote());
    told.put("command", learning.command());
    told.put("differingPresses", learning.tries());
    IrCode code = learning.code();
    Fields written = code == null ? Fields.EMPTY : CodeValue.write(code).without("raw");
    told.put("code", written.isEmpty() ? null : written.values());
    told.put("trouble", trouble);
    progress.accept(told);
  }
}
