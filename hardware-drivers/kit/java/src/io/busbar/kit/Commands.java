package io.busbar.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs commands: per device one after the other, each request once, each with its result. */
final class Commands {
  static final int WAITING_PER_DEVICE = 32;
  private static final int THREADS = 4;
  private static final int WAITING = 4_096;

  /** Takes results. */
  interface Results {
    void send(String device, Map<String, @Nullable Object> result);
  }

  private final Map<String, Command> commands = new ConcurrentHashMap<>();
  private final Map<String, Deque<Call>> queues = new HashMap<>();
  private final Requests requests = new Requests();
  private final Predicate<String> knowsDevice;
  private final Results results;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor threads;

  Commands(String name, Predicate<String> knowsDevice, Results results, LongSupplier nanos) {
    this.knowsDevice = knowsDevice;
    this.results = results;
    this.nanos = nanos;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            work -> daemon(work, name));
    threads.allowCoreThreadTimeOut(true);
  }

  void register(String name, Command command) {
    commands.put(name.toLowerCase(Locale.ROOT), command);
  }

  void forget(String name) {
    commands.remove(name.toLowerCase(Locale.ROOT));
  }

  /** Takes one command of the hub; never blocks. */
  void accept(Call call) {
    Requests.Begun begun = requests.begin(call);
    switch (begun.verdict()) {
      case RUNNING -> {}
      case DONE -> results.send(call.device(), begun.result());
      case OTHER ->
          results.send(
              call.device(),
              Frames.result(call, false, "this requestId was already used for something else", 0));
      case NEW -> begin(call);
    }
  }

  void end() {
    threads.shutdownNow();
  }

  private void begin(Call call) {
    if (!commands.containsKey(call.command())) {
      refuse(call, "unknown command '%s'".formatted(call.command()));
    } else if (!knowsDevice.test(call.device())) {
      refuse(call, "unknown device '%s'".formatted(call.device()));
    } else if (!enqueue(call)) {
      refuse(call, "too many commands are waiting for this device; try again later");
    }
  }

  private void refuse(Call call, String message) {
    finish(call, false, message, 0);
  }

  private boolean enqueue(Call call) {
    synchronized (queues) {
      Deque<Call> queue = queues.computeIfAbsent(call.device(), device -> new ArrayDeque<>());
      if (queue.size() >= WAITING_PER_DEVICE) {
        return false;
      }
      queue.addLast(call);
      if (queue.size() == 1) {
        threads.execute(() -> drain(call.device(), queue));
      }
      return true;
    }
  }

  /** The first of a queue is being run; it leaves the queue when it is done. */
  private void drain(String device, Deque<Call> queue) {
    Call next = head(queue);
    while (next != null) {
      run(next);
      synchronized (queues) {
        queue.removeFirst();
        if (queue.isEmpty()) {
          queues.remove(device);
        }
      }
      next = head(queue);
    }
  }

  private @Nullable Call head(Deque<Call> queue) {
    synchronized (queues) {
      return queue.peekFirst();
    }
  }

  private void run(Call call) {
    Command command = commands.get(call.command());
    long started = nanos.getAsLong();
    boolean success = false;
    String message;
    try {
      message = command == null ? "the command is gone" : command.run(call);
      success = command != null;
    } catch (Failure failure) {
      message = failure.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      message = "the driver is stopping; the outcome is unknown";
    } catch (Exception problem) { // whatever a command throws ends it, never the driver
      message = problem.getClass().getSimpleName() + ": " + problem.getMessage();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - started);
    finish(call, success, message, millis);
  }

  private void finish(Call call, boolean success, @Nullable String message, long millis) {
    Map<String, @Nullable Object> result = Frames.result(call, success, message, millis);
    requests.finish(call, result);
    results.send(call.device(), result);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name + "-command");
    thread.setDaemon(true);
    return thread;
  }
}
