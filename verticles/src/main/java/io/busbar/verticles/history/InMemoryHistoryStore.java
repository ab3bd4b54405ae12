package io.busbar.verticles.history;

import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Keeps history for the life of the process. */
public final class InMemoryHistoryStore implements HistoryStore {
  private final Map<ChangePoint.Place, ChangePoint> changes = new LinkedHashMap<>();
  private final Map<HourRow.Place, HourRow> hours = new LinkedHashMap<>();

  @Override
  public synchronized Future<Void> append(List<ChangePoint> points) {
    points.forEach(point -> changes.put(point.place(), point));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> addHours(List<HourRow> rows) {
    rows.forEach(row -> hours.merge(row.place(), row, HourRow::plus));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Found<ChangePoint>> changes(Query query) {
    List<ChangePoint> asked =
        changes.values().stream()
            .filter(point -> isAsked(query, point.deviceId(), point.key()))
            .filter(point -> query.numbers() || !(point.value() instanceof Number))
            .sorted(Comparator.comparing(ChangePoint::at).thenComparing(ChangePoint::key))
            .toList();
    List<ChangePoint> within =
        asked.stream()
            .filter(point -> point.at().isAfter(query.from()) && !point.at().isAfter(query.to()))
            .limit(query.limit())
            .toList();
    List<ChangePoint> before =
        asked.stream().filter(point -> !point.at().isAfter(query.from())).toList();
    return Future.succeededFuture(new Found<>(newest(before, ChangePoint::key), within));
  }

  @Override
  public synchronized Future<Found<HourRow>> hours(Query query) {
    long from = query.from().toEpochMilli();
    List<HourRow> asked =
        hours.values().stream()
            .filter(row -> isAsked(query, row.deviceId(), row.key()))
            .filter(row -> start(row) < query.to().toEpochMilli())
            .sorted(
                Comparator.comparingLong(InMemoryHistoryStore::start).thenComparing(HourRow::key))
            .toList();
    List<HourRow> before = asked.stream().filter(row -> start(row) < from).toList();
    List<HourRow> within =
        asked.stream().filter(row -> start(row) >= from).limit(query.limit()).toList();
    return Future.succeededFuture(new Found<>(newest(before, HourRow::key), within));
  }

  @Override
  public synchronized Future<Void> retain(Instant changesSince, Instant hoursSince) {
    forget(
        changes.values(),
        point -> new Subject(point.deviceId(), point.key()),
        point -> point.at().toEpochMilli(),
        changesSince);
    forget(
        hours.values(),
        row -> new Subject(row.deviceId(), row.key()),
        InMemoryHistoryStore::start,
        hoursSince);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> keepOnly(Set<DeviceId> devices) {
    changes.keySet().removeIf(place -> !devices.contains(place.deviceId()));
    hours.keySet().removeIf(place -> !devices.contains(place.deviceId()));
    return Future.succeededFuture();
  }

  private record Subject(DeviceId deviceId, String key) {}

  private static <T> void forget(
      Collection<T> rows, Function<T, Subject> subject, ToLongFunction<T> at, Instant since) {
    long before = since.toEpochMilli();
    Map<Subject, Long> held = new LinkedHashMap<>();
    for (T row : rows) {
      if (at.applyAsLong(row) <= before) {
        held.merge(subject.apply(row), at.applyAsLong(row), Math::max);
      }
    }
    rows.removeIf(
        row ->
            at.applyAsLong(row) < before
                && at.applyAsLong(row) < held.getOrDefault(subject.apply(row), Long.MIN_VALUE));
  }

  private static boolean isAsked(Query query, DeviceId device, String key) {
    return device.equals(query.deviceId()) && (query.key() == null || query.key().equals(key));
  }

  private static <T> List<T> newest(List<T> ordered, Function<T, String> key) {
    Map<String, T> newest = new TreeMap<>();
    ordered.forEach(row -> newest.put(key.apply(row), row));
    return List.copyOf(newest.values());
  }

  private static long start(HourRow row) {
    return row.span().start();
  }
}
