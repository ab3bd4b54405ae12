package io.busbar.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Reads an event stream to its end. */
public final class LiveListener {
  private static final int REMEMBERED = 1_000;

  private final AtomicInteger lines = new AtomicInteger();
  private final Deque<String> recent = new ConcurrentLinkedDeque<>();
  private volatile boolean ended;

  private LiveListener() {}

  /** Listens on a thread of its own until the stream ends or breaks. */
  public static LiveListener open(String url, String token) {
    LiveListener listener = new LiveListener();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    Thread thread = new Thread(() -> listener.read(request), "live-listener");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  /** Whether one of the latest lines holds all of these. */
  public boolean heard(String... words) {
    return recent.stream().anyMatch(line -> Stream.of(words).allMatch(line::contains));
  }

  private void heard(String line) {
    lines.incrementAndGet();
    recent.add(line);
    if (recent.size() > REMEMBERED) {
      recent.poll();
    }
  }

  public int lines() {
    return lines.get();
  }

  public boolean hasEnded() {
    return ended;
  }

  private void read(HttpRequest request) {
    try (Stream<String> stream =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
      stream.forEach(this::heard);
    } catch (IOException | UncheckedIOException e) {
      lines.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }
}
