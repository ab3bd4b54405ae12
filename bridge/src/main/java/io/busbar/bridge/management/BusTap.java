package io.busbar.bridge.management;

import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.RequestAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a few people watch the traffic of the bus. Messages appear in the text form of their
 * records, which hides secrets. While nobody watches it costs one look at an empty set.
 */
public final class BusTap implements BusObserver {
  private static final int MAX_LENGTH = 4_096;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final AtomicInteger places;

  /**
   * @param places how many may watch at once
   */
  public BusTap(int places) {
    this.places = new AtomicInteger(places);
  }

  /** One watching client; {@link #end} gives its place back. */
  public final class Watch {
    private final String prefix;
    private final Consumer<String> lines;

    private Watch(String prefix, Consumer<String> lines) {
      this.prefix = prefix;
      this.lines = lines;
    }

    /** Ends it; ending twice is harmless. */
    public void end() {
      if (watches.remove(this)) {
        places.incrementAndGet();
      }
    }
  }

  /**
   * Watches every address that begins with the prefix.
   *
   * @param lines called on the thread of the traffic: must be quick and must not throw
   * @return empty when all places are taken
   */
  public Optional<Watch> watch(String prefix, Consumer<String> lines) {
    if (places.getAndUpdate(free -> Math.max(0, free - 1)) == 0) {
      return Optional.empty();
    }
    Watch watch = new Watch(prefix, lines);
    watches.add(watch);
    return Optional.of(watch);
  }

  @Override
  public void asked(RequestAddress<?, ?> address, Object question, String traceId) {
    if (!watches.isEmpty()) {
      tell(address.name(), "? " + address.name() + " [" + traceId + "] " + question);
    }
  }

  @Override
  public void answered(RequestAddress<?, ?> address, @Nullable FailureCode failure, long nanos) {
    if (!watches.isEmpty()) {
      String outcome = failure == null ? "ok" : failure.name();
      tell(address.name(), "= %s %s %d us".formatted(address.name(), outcome, nanos / 1_000));
    }
  }

  @Override
  public void announced(EventAddress<?> address, Object event, String traceId) {
    if (!watches.isEmpty()) {
      tell(address.name(), "! " + address.name() + " [" + traceId + "] " + event);
    }
  }

  private void tell(String address, String line) {
    String shown = line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + " ..." : line;
    for (Watch watch : watches) {
      if (address.startsWith(watch.prefix)) {
        watch.lines.accept(shown);
      }
    }
  }
}
