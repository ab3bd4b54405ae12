package io.busbar.drivers.discovery.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Who takes a value that was published under a name. */
public final class Readers {
  private final Map<String, List<Reader>> readers = new LinkedHashMap<>();

  /** Takes one value; what it cannot read it leaves. */
  @FunctionalInterface
  public interface Reader {
    void read(@Nullable Object value);
  }

  /** From now on values of this name are taken. */
  public void on(String name, Reader reader) {
    readers.computeIfAbsent(name, unused -> new ArrayList<>()).add(reader);
  }

  /** From now on numbers of this name are taken, also those written as texts. */
  public void onNumber(String name, DoubleConsumer take) {
    on(name, value -> Values.number(value).ifPresent(take::accept));
  }

  public boolean has(String name) {
    return readers.containsKey(name);
  }

  /** Hands a value to all who take it; harmless when nobody does. */
  public void read(String name, @Nullable Object value) {
    readers.getOrDefault(name, List.of()).forEach(reader -> reader.read(value));
  }
}
