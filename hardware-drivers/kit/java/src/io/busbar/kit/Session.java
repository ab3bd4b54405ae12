package io.busbar.kit;

import io.busbar.kit.Driver.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Connects, registers, announces and writes, again and again, on the thread that runs it. */
final class Session {
  static final Duration REGISTRATION = Duration.ofSeconds(15);
  static final Duration PING = Duration.ofSeconds(20);
  static final Duration SILENCE = Duration.ofSeconds(45);
  private static final long LOOK_MILLIS = 250;
  private static final System.Logger log = System.getLogger(Session.class.getName());

  private final URI url;
  private final Map<String, @Nullable Object> registration;
  private final Driver driver;
  private final HttpClient client;
  private final RandomGenerator random;
  private final CountDownLatch ended = new CountDownLatch(1);

  Session(
      URI url,
      Map<String, @Nullable Object> registration,
      Driver driver,
      HttpClient client,
      RandomGenerator random) {
    this.url = url;
    this.registration = registration;
    this.driver = driver;
    this.client = client;
    this.random = random;
  }

  void end() {
    ended.countDown();
  }

  void run() {
    int failures = 0;
    try {
      while (ended.getCount() > 0) {
        boolean wasRegistered = serveOnce(failures == 0);
        failures = wasRegistered ? 1 : failures + 1;
        long pause = Reconnect.delay(failures, random.nextDouble()).toMillis();
        boolean stop = ended.await(pause, TimeUnit.MILLISECONDS);
        if (stop) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection from beginning to end; whether the hub took the registration. */
  private boolean serveOnce(boolean tell) throws InterruptedException {
    BlockingQueue<Map<String, @Nullable Object>> answers = new LinkedBlockingQueue<>(16);
    Socket socket = new Socket(text -> received(text, answers), System::nanoTime);
    boolean registered = false;
    try {
      socket.connect(client, url);
      register(socket, answers);
      registered = true;
      log.log(System.Logger.Level.INFO, "Registered at {0}", url);
      announce(socket);
      pump(socket);
    } catch (IOException e) {
      if (tell || registered) {
        log.log(System.Logger.Level.WARNING, "No session at {0}: {1}", url, e.getMessage());
      }
    } finally {
      driver.lost();
      socket.close();
    }
    return registered;
  }

  private void register(Socket socket, BlockingQueue<Map<String, @Nullable Object>> answers)
      throws IOException, InterruptedException {
    socket.send(Json.write(registration));
    long deadline = System.nanoTime() + REGISTRATION.toNanos();
    while (System.nanoTime() - deadline < 0 && !socket.isClosed() && ended.getCount() > 0) {
      Map<String, @Nullable Object> answer = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (answer != null && "REGISTERED".equals(answer.get("event"))) {
        return;
      }
      if (answer != null && Boolean.FALSE.equals(answer.get("ok"))) {
        throw new IOException(
            "registration refused: %s %s".formatted(answer.get("error"), answer.get("details")));
      }
    }
    throw new IOException(socket.isClosed() ? socket.reason() : "no answer to the registration");
  }

  private void announce(Socket socket) throws IOException, InterruptedException {
    for (Map<String, @Nullable Object> frame : driver.everything()) {
      socket.send(Json.write(frame));
    }
  }

  private void pump(Socket socket) throws IOException, InterruptedException {
    long pingAt = System.nanoTime() + PING.toNanos();
    while (ended.getCount() > 0) {
      if (socket.isClosed()) {
        throw new IOException(socket.reason());
      }
      if (socket.silentFor().compareTo(SILENCE) > 0) {
        throw new IOException("the hub has been silent for %d s".formatted(SILENCE.toSeconds()));
      }
      Outgoing next = driver.outgoing().poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        socket.send(next.text());
      } else if (driver.isBehind()) {
        announce(socket);
      }
      if (System.nanoTime() - pingAt > 0) {
        socket.ping();
        pingAt = System.nanoTime() + PING.toNanos();
      }
    }
  }

  private void received(String text, BlockingQueue<Map<String, @Nullable Object>> answers) {
    try {
      Map<String, @Nullable Object> frame = Json.readObject(text);
      boolean kept = frame.containsKey("ok") && answers.offer(frame);
      if (!kept || Boolean.FALSE.equals(frame.get("ok"))) {
        driver.received(frame);
      }
    } catch (IllegalArgumentException e) {
      log.log(System.Logger.Level.WARNING, "Skipped a message of the hub: {0}", e.getMessage());
    }
  }
}
