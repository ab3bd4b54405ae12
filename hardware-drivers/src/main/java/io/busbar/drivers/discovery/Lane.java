package io.busbar.drivers.discovery;

import io.busbar.drivers.mqtt.MqttMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be read, by topic in turn: who publishes much waits for himself. Not for
 * several threads.
 */
final class Lane {
  private final DiscoveryLimits limits;
  private final Map<String, Deque<Heard>> topics = new LinkedHashMap<>();
  private int waiting;
  private long bytes;

  /** A message and who is to hear it. */
  record Heard(Dialect dialect, MqttMessage message) {}

  /** What became of a message. */
  enum Outcome {
    WAITS,
    REPLACED_AN_OLDER,
    FULL
  }

  Lane(DiscoveryLimits limits) {
    this.limits = limits;
  }

  Outcome offer(String key, Heard heard) {
    int length = heard.message().payload().length();
    Deque<Heard> queue = topics.get(key);
    boolean crowded = queue != null && queue.size() >= limits.perTopic();
    if (queue != null && crowded) {
      removed(queue.removeFirst());
    }
    if (waiting >= limits.waiting() || bytes + length > limits.waitingBytes()) {
      return Outcome.FULL;
    }
    topics.computeIfAbsent(key, first -> new ArrayDeque<>()).addLast(heard);
    waiting++;
    bytes += length;
    return crowded ? Outcome.REPLACED_AN_OLDER : Outcome.WAITS;
  }

  @Nullable Heard poll() {
    Iterator<Map.Entry<String, Deque<Heard>>> first = topics.entrySet().iterator();
    if (!first.hasNext()) {
      return null;
    }
    Map.Entry<String, Deque<Heard>> turn = first.next();
    String key = turn.getKey();
    Deque<Heard> queue = turn.getValue();
    first.remove();
    Heard heard = queue.removeFirst();
    removed(heard);
    if (!queue.isEmpty()) {
      topics.put(key, queue);
    }
    return heard;
  }

  int waiting() {
    return waiting;
  }

  private void removed(Heard heard) {
    waiting--;
    bytes -= heard.message().payload().length();
  }
}
