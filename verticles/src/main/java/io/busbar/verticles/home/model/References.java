package io.busbar.verticles.home.model;

import io.busbar.contracts.value.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The devices and programs that triggers or actions name, at any depth. */
record References(Set<String> deviceIds, Set<String> programIds) {
  static References in(List<Fields> parts) {
    References found = new References(new LinkedHashSet<>(), new LinkedHashSet<>());
    parts.forEach(part -> found.collect(part.values()));
    return found;
  }

  References and(References others) {
    References both =
        new References(new LinkedHashSet<>(deviceIds), new LinkedHashSet<>(programIds));
    both.deviceIds.addAll(others.deviceIds);
    both.programIds.addAll(others.programIds);
    return both;
  }

  private void collect(@Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::collect);
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach(this::note);
    }
  }

  private void note(@Nullable Object key, @Nullable Object value) {
    if (value instanceof String id) {
      if ("deviceId".equals(key)) {
        deviceIds.add(id);
      }
      if ("programId".equals(key)) {
        programIds.add(id);
      }
      return;
    }
    collect(value);
  }
}
