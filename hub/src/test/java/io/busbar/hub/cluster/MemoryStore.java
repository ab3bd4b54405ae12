package io.busbar.hub.cluster;

import io.busbar.contracts.cluster.ClusterContract.Duty;
import io.busbar.verticles.cluster.ClusterStore;
import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps it for one test, by a clock that the test sets. */
final class MemoryStore implements ClusterStore {
  private record Entry(NodeEntry node, long epoch, Instant until) {}

  private record Held(NodeEntry node, long epoch, Instant until) {}

  private final Map<String, Entry> nodes = new ConcurrentHashMap<>();
  private final Map<String, Held> duties = new ConcurrentHashMap<>();
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private volatile Instant now = Instant.parse("2026-06-01T12:00:00Z");

  void pass(Duration time) {
    now = now.plus(time);
  }

  void strike(String nodeId) {
    nodes.remove(nodeId);
  }

  @Override
  public Future<Instant> now() {
    return Future.succeededFuture(now);
  }

  @Override
  public Future<String> house() {
    return Future.succeededFuture("house");
  }

  @Override
  public Future<List<NodeEntry>> living() {
    return Future.succeededFuture(
        nodes.values().stream()
            .filter(entry -> entry.until().isAfter(now))
            .map(Entry::node)
            .toList());
  }

  @Override
  public Future<Optional<Long>> enlist(NodeEntry node, Duration lease) {
    Entry before = nodes.get(node.nodeId());
    boolean same = before != null && before.node().run().equals(node.run());
    if (before != null && !same && before.until().isAfter(now)) {
      return Future.succeededFuture(Optional.empty());
    }
    long epoch = before == null ? 1 : before.epoch() + (same ? 0 : 1);
    nodes.put(node.nodeId(), new Entry(node, epoch, now.plus(lease)));
    return Future.succeededFuture(Optional.of(epoch));
  }

  @Override
  public Future<Boolean> enterAgain(NodeEntry node, Duration lease) {
    Entry again = new Entry(node, node.epoch(), now.plus(lease));
    return Future.succeededFuture(nodes.putIfAbsent(node.nodeId(), again) == null);
  }

  @Override
  public Future<Boolean> renew(NodeEntry node, Duration lease) {
    Entry entry = nodes.get(node.nodeId());
    if (entry == null || !entry.node().run().equals(node.run())) {
      return Future.succeededFuture(false);
    }
    nodes.put(node.nodeId(), new Entry(entry.node(), entry.epoch(), now.plus(lease)));
    return Future.succeededFuture(true);
  }

  @Override
  public Future<Void> resign(NodeEntry node) {
    nodes.computeIfPresent(
        node.nodeId(),
        (id, entry) ->
            entry.node().run().equals(node.run())
                ? new Entry(entry.node(), entry.epoch(), now)
                : entry);
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> hold(String duty, NodeEntry node, Duration lease) {
    Held before = duties.get(duty);
    boolean same = before != null && before.node().run().equals(node.run());
    if (before != null && !same && before.until().isAfter(now)) {
      return Future.succeededFuture(false);
    }
    long epoch = before == null ? 1 : before.epoch() + (same ? 0 : 1);
    duties.put(duty, new Held(node, epoch, now.plus(lease)));
    return Future.succeededFuture(true);
  }

  @Override
  public Future<Void> release(String duty, NodeEntry node) {
    duties.computeIfPresent(
        duty, (name, held) -> held.node().run().equals(node.run()) ? null : held);
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Duty>> duties() {
    return Future.succeededFuture(
        duties.entrySet().stream()
            .filter(entry -> entry.getValue().until().isAfter(now))
            .map(entry -> duty(entry.getKey(), entry.getValue()))
            .toList());
  }

  @Override
  public Future<String> keepKey(String name, String sealed) {
    String before = keys.putIfAbsent(name, sealed);
    return Future.succeededFuture(before == null ? sealed : before);
  }

  @Override
  public Future<Optional<String>> key(String name) {
    return Future.succeededFuture(Optional.ofNullable(keys.get(name)));
  }

  private static Duty duty(String name, Held held) {
    return new Duty(name, held.node().nodeId(), held.epoch());
  }
}
