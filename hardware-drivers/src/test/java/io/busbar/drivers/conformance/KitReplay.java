package io.busbar.drivers.conformance;

import static io.busbar.drivers.conformance.Stage.require;
import static io.busbar.drivers.conformance.Stage.shortened;

import io.busbar.drivers.conformance.Transcript.Step;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Plays the hub of one transcript against a driver that connects to it, over WebSocket. */
public final class KitReplay {
  /** The transport whose steps this plays. */
  public static final String TRANSPORT = "websocket";

  private static final Duration END = Duration.ofSeconds(5);
  private static final int NORMAL = 1000;

  private final KitServer server;
  private final Stage<KitConnection> stage = new Stage<>("hub");
  private KitConnection newest;

  /** A driver to be started. */
  @FunctionalInterface
  public interface Kit {
    /** Starts the driver, and lets it connect to this address. */
    Running start(URI hub);
  }

  /** A driver that runs. */
  @FunctionalInterface
  public interface Running {
    /** Stops it, and returns when it has ended. */
    void stop();
  }

  private KitReplay(KitServer server) {
    this.server = server;
    this.newest = arrival(server);
    stage.put("a", newest);
  }

  /**
   * Plays a transcript from its first step to its last, and stops the driver.
   *
   * @throws AssertionError the driver did something else; the message names transcript and line
   */
  public static void play(Transcript transcript, Kit kit) {
    try (KitServer server = new KitServer()) {
      Running driver = kit.start(server.url());
      KitReplay replay;
      try {
        replay = new KitReplay(server);
        for (Step step : transcript.kitSteps(TRANSPORT)) {
          replay.stage.play(transcript, step, replay::act, replay::expect);
        }
        replay.expectNoMore(transcript);
      } finally {
        driver.stop();
      }
      replay.expectGoodBye(transcript);
    }
  }

  private void act(Step step) {
    switch (step.text("do")) {
      case "silence" -> {
        Duration quiet = Duration.ofMillis(step.json().path("ms").asLong());
        requireNone(stage.wire(step).inbox().nextMessage(quiet), "expected silence, got ");
      }
      case "ping" -> stage.checkPong(step);
      case "drop" -> {
        stage.wire(step).drop();
        welcome(step);
      }
      case "connect" -> welcome(step);
      case "closed" -> stage.checkClosed(step);
      default -> {} // what only a hub can be asked for
    }
  }

  private void welcome(Step step) {
    newest = arrival(server);
    stage.put(step.session(), newest);
  }

  private static KitConnection arrival(KitServer server) {
    return server
        .next(Stage.DEADLINE)
        .orElseThrow(() -> new AssertionError("the driver did not come"));
  }

  private void expect(Step step) {
    String text = stage.nextFrame(step);
    require(stage.matches(step.json().path("frame"), Stage.parsed(text)), "got " + shortened(text));
  }

  private void expectNoMore(Transcript transcript) {
    String where = "%s, after the last step: unexpected ".formatted(transcript);
    requireNone(newest.inbox().nextMessage(Duration.ZERO), where);
  }

  private void expectGoodBye(Transcript transcript) {
    int code = newest.inbox().nextClose(END).orElse(0);
    require(code == NORMAL, "%s: the driver ended with %d".formatted(transcript, code));
    requireNone(
        newest.inbox().nextMessage(Duration.ZERO),
        "%s, while it ended: unexpected ".formatted(transcript));
  }

  private static void requireNone(Optional<String> text, String problem) {
    require(text.isEmpty(), problem + shortened(text.orElse("")));
  }
}
