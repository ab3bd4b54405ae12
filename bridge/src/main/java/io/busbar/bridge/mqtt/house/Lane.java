package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is retained, on its way to one broker. What the broker has no room for is tried again, later
 * each time, while the rest goes on. One context only.
 */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final int AT_ONCE = 64;
  private static final int MOST_WAITING = 200_000;
  private static final long FIRST_REST_MS = 1000;
  private static final long LONGEST_REST_MS = 60_000;

  private final Vertx vertx;
  private final MessageLink link;
  private final HouseCounts counts;
  private final Map<String, Supplier<Bytes>> waiting = new LinkedHashMap<>();
  private final Map<String, Supplier<Bytes>> refused = new LinkedHashMap<>();
  private final Set<String> onTrial = new HashSet<>();
  private final Set<String> onTheWay = new HashSet<>();
  private final Map<String, Promise<Void>> awaited = new HashMap<>();
  private long restMs = FIRST_REST_MS;
  private boolean resting;
  private boolean complained;

  Lane(Vertx vertx, MessageLink link, HouseCounts counts) {
    this.vertx = vertx;
    this.link = link;
    this.counts = counts;
  }

  /** Retains what the supplier says when its turn comes. */
  void put(String topic, Supplier<Bytes> payload) {
    Map<String, Supplier<Bytes>> line = refused.containsKey(topic) ? refused : waiting;
    if (waiting.size() + refused.size() >= MOST_WAITING && !line.containsKey(topic)) {
      complain("More than %d retained messages wait.".formatted(MOST_WAITING));
      return;
    }
    if (line.put(topic, payload) != null) {
      counts.countOvertaken();
    }
    pump();
  }

  /**
   * As {@link #put}, without waiting for room; succeeds when this, or what came after it, is out or
   * given up.
   */
  Future<Void> putAndAwait(String topic, Supplier<Bytes> payload) {
    Promise<Void> out = awaited.computeIfAbsent(topic, first -> Promise.promise());
    refused.remove(topic);
    put(topic, payload);
    return out.future();
  }

  private void pump() {
    if (onTheWay.size() >= AT_ONCE) {
      return;
    }
    List<String> next = new ArrayList<>();
    Iterator<String> oldest = waiting.keySet().iterator();
    while (oldest.hasNext() && onTheWay.size() + next.size() < AT_ONCE) {
      String topic = oldest.next();
      if (!onTheWay.contains(topic)) {
        next.add(topic);
      }
    }
    next.forEach(this::send);
  }

  private void send(String topic) {
    Supplier<Bytes> payload = waiting.remove(topic);
    if (payload == null) {
      return;
    }
    onTheWay.add(topic);
    link.retain(topic, payload.get())
        .onComplete(done -> sent(topic), cause -> failed(topic, payload, cause));
  }

  private void sent(String topic) {
    onTheWay.remove(topic);
    if (onTrial.remove(topic)) {
      restMs = FIRST_REST_MS;
    }
    complained &= !(refused.isEmpty() && onTrial.isEmpty());
    finish(topic);
    pump();
  }

  private void failed(String topic, Supplier<Bytes> payload, Throwable cause) {
    onTheWay.remove(topic);
    onTrial.remove(topic);
    if (cause instanceof HubFailure failure && failure.code() == FailureCode.OVERLOADED) {
      complain(failure.message());
      Supplier<Bytes> newer = waiting.remove(topic);
      refused.put(topic, newer == null ? payload : newer);
      rest();
    } else {
      log.debug("{} was not retained: {}", topic, cause.getMessage());
      finish(topic);
    }
    pump();
  }

  private void finish(String topic) {
    Promise<Void> out = waiting.containsKey(topic) ? null : awaited.remove(topic);
    if (out != null) {
      out.complete();
    }
  }

  private void rest() {
    if (!resting) {
      resting = true;
      vertx.setTimer(restMs, over -> tryAgain());
      restMs = Math.min(LONGEST_REST_MS, restMs * 2);
    }
  }

  private void tryAgain() {
    resting = false;
    onTrial.addAll(refused.keySet());
    waiting.putAll(refused);
    refused.clear();
    pump();
  }

  private void complain(String why) {
    if (!complained) {
      complained = true;
      log.warn("The house on MQTT is not up to date: {}", why);
    }
  }
}
