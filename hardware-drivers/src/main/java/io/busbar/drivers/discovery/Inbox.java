package io.busbar.drivers.discovery;

import io.busbar.drivers.discovery.Lane.Heard;
import io.busbar.drivers.rate.TokenBucket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was heard and is not read yet: announcements, and messages on topics that are followed. Each
 * kind has its own room, so that a flood of one does not keep out the other. For any thread.
 */
final class Inbox {
  private final DiscoveryLimits limits;
  private final LongSupplier nanos;
  private final Lane announcements;
  private final Lane followed;
  private final TokenBucket rate;
  private final BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
  private boolean announcementsNext;
  private long dropped;
  private boolean missedAnnouncements;

  Inbox(DiscoveryLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.announcements = new Lane(limits);
    this.followed = new Lane(limits);
    this.rate =
        new TokenBucket(
            limits.announcementsPerSecond(), limits.announcementsPerSecond(), nanos.getAsLong());
  }

  /** Takes a message on a filter heard from the beginning; false when something was lost. */
  synchronized boolean announced(Heard heard) {
    Lane.Outcome outcome = announcements.offer(heard.message().topic(), heard);
    missedAnnouncements |= outcome == Lane.Outcome.FULL;
    return taken(outcome);
  }

  /** Takes a message on a followed filter; false when something was lost. */
  synchronized boolean told(String filter, Heard heard) {
    return taken(followed.offer(filter, heard));
  }

  /** Counts a message that was too long to be taken. */
  synchronized void refused() {
    dropped++;
  }

  /** The next message; null when none came in time. */
  @Nullable Heard take(Duration patience) throws InterruptedException {
    Heard heard = next();
    if (heard != null) {
      return heard;
    }
    Boolean came = news.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return came == null ? null : next();
  }

  synchronized int waiting() {
    return announcements.waiting() + followed.waiting();
  }

  /** How many messages were lost so far. */
  synchronized long dropped() {
    return dropped;
  }

  /** Whether announcements were lost and there is room again; asked once, it is forgotten. */
  synchronized boolean shouldHearAgain() {
    boolean should = missedAnnouncements && announcements.waiting() < limits.waiting() / 4;
    missedAnnouncements &= !should;
    return should;
  }

  private boolean taken(Lane.Outcome outcome) {
    dropped += outcome == Lane.Outcome.WAITS ? 0 : 1;
    boolean ignored = news.offer(true);
    return outcome == Lane.Outcome.WAITS;
  }

  private synchronized @Nullable Heard next() {
    announcementsNext = !announcementsNext;
    boolean may =
        (announcementsNext || followed.waiting() == 0)
            && announcements.waiting() > 0
            && rate.take(nanos.getAsLong());
    return may ? announcements.poll() : followed.poll();
  }
}
