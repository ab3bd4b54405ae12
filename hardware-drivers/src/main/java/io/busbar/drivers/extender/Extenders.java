package io.busbar.drivers.extender;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The extenders that drivers of this node serve, and who wants to know what they hear. */
public final class Extenders {
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, RemoteBook> books = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** An extender that is set up. */
  public record Known(String id, String host, Extender extender) {}

  /** Hears what all extenders hear; called on their contexts. */
  @FunctionalInterface
  public interface Listener {
    void heard(String id, String host, Capture capture);
  }

  /** Makes an extender known, or known at another address. */
  public void put(String id, String host, Extender extender) {
    known.put(id, new Known(id, host, extender));
  }

  /** Forgets an extender; one that took its place stays. */
  public void remove(String id, Extender extender) {
    known.computeIfPresent(id, (key, value) -> value.extender() == extender ? null : value);
  }

  /** Makes the codes that are kept for an extender known. */
  public void offer(String id, RemoteBook book) {
    books.put(id, book);
  }

  /** Forgets them; those of one that took its place stay. */
  public void withdraw(String id, RemoteBook book) {
    boolean unused = books.remove(id, book);
  }

  /** The codes that are kept for an extender. */
  public Optional<RemoteBook> book(String id) {
    return Optional.ofNullable(books.get(id));
  }

  public Optional<Known> byId(String id) {
    return Optional.ofNullable(known.get(id));
  }

  public Optional<Known> byHost(String host) {
    return known.values().stream().filter(each -> each.host().equals(host)).findAny();
  }

  /** Tells from now on what is heard, until the result is run. */
  public Runnable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Tells everybody. */
  public void heard(String id, Capture capture) {
    String host = byId(id).map(Known::host).orElse("");
    listeners.forEach(listener -> listener.heard(id, host, capture));
  }
}
