package io.busbar.hub.testing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An app that asks the same again and again, one request at a time, until nobody lets it connect.
 * Anything but an answer is a failure.
 */
public final class RequestLoop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final AtomicInteger answers = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "request-loop");
  private volatile boolean running = true;

  private RequestLoop(HttpRequest request) {
    this.request = request;
  }

  public static RequestLoop get(String url, String token) {
    return started(request(url, token).GET().build());
  }

  public static RequestLoop post(String url, String token, String body) {
    return started(request(url, token).POST(BodyPublishers.ofString(body)).build());
  }

  public int answers() {
    return answers.get();
  }

  /** What was no answer; being refused a connection ends the loop and is no failure. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  public boolean isRunning() {
    return running;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }

  private static RequestLoop started(HttpRequest request) {
    RequestLoop loop = new RequestLoop(request);
    loop.thread.setDaemon(true);
    loop.thread.start();
    return loop;
  }

  private static HttpRequest.Builder request(String url, String token) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private void run() {
    while (running) {
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        answers.incrementAndGet();
        if (answer.body().isEmpty()) {
          failures.add("an empty answer with status " + answer.statusCode());
        }
      } catch (ConnectException refused) {
        running = false;
      } catch (IOException e) {
        failures.add("%s after %d answers: %s".formatted(request.method(), answers.get(), e));
        running = false;
      } catch (InterruptedException e) {
        running = false;
      }
    }
  }
}
