package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.drivers.conformance.HubReplay;
import io.busbar.drivers.conformance.HubView;
import io.busbar.drivers.conformance.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transcripts that need sessions alone; a whole hub is held against all of them elsewhere. */
final class HubReplayTest {
  private static final Path TRANSCRIPTS = Path.of("conformance", "transcripts");

  /** What only a whole hub can show. */
  private static final Set<String> NEEDS_A_HUB = Set.of("device", "state", "event", "command");

  private final SessionBench bench = SessionBench.open();
  private final SocketServer server = new SocketServer(bench.node.vertx, bench.sessions);

  @AfterEach
  void close() {
    bench.close();
  }

  static Stream<Transcript> transcripts() {
    return Transcript.readAll(TRANSCRIPTS).stream()
        .filter(transcript -> transcript.isForHub(HubReplay.TRANSPORT))
        .filter(HubReplayTest::needsSessionsAlone);
  }

  private static boolean needsSessionsAlone(Transcript transcript) {
    return transcript.hubSteps(HubReplay.TRANSPORT).stream()
        .noneMatch(step -> NEEDS_A_HUB.contains(step.text("do")));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void sessionsFollowTheTranscript(Transcript transcript) {
    HubReplay.play(transcript, server.url(), new Deliveries());
  }

  @Test
  void saysWhereAHubWentAstray() {
    Transcript greeting = Transcript.read(TRANSCRIPTS.resolve("not-registered.jsonl"));
    Transcript twice =
        new Transcript(
            greeting.header(), List.of(greeting.steps().get(0), greeting.steps().get(0)));

    assertThatThrownBy(() -> HubReplay.play(twice, server.url(), new Deliveries()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not-registered, line 2")
        .hasMessageContaining("no frame came");
  }

  @Test
  void playsCommandsAndTheirOutcomes() {
    Transcript failing = Transcript.read(TRANSCRIPTS.resolve("action-result-failure.jsonl"));
    Transcript commands =
        new Transcript(
            failing.header(),
            failing.steps().stream()
                .filter(step -> !Set.of("device", "state", "event").contains(step.text("do")))
                .toList());

    HubReplay.play(commands, server.url(), new Deliveries());

    assertThat(bench.settled).isNotEmpty();
  }

  /** Commands as the bus delivers them to a session. */
  private final class Deliveries implements HubView {
    @Override
    public Issued command(String device, String command, JsonNode payload) {
      String request = UUID.randomUUID().toString();
      DeliverCommand order =
          new DeliverCommand(
              SessionBench.NODE,
              device,
              command,
              Fields.EMPTY,
              new RequestId(request),
              request,
              true);
      try {
        bench.node.finish(
            bench.node.bus.request(
                DriversContract.DELIVER.at(DriverInstance.of("SAMPLE_LAMP", "sample-1")), order));
      } catch (HubFailure refused) {
        return () -> new Outcome("refused", refused.message());
      }
      return () -> outcome(bench.settledOnce(request));
    }

    private Outcome outcome(CommandSettled settled) {
      boolean completed = Boolean.TRUE.equals(settled.success());
      return new Outcome(completed ? "completed" : "failed", settled.message());
    }

    @Override
    public JsonNode device(String device) {
      return MissingNode.getInstance();
    }

    @Override
    public JsonNode state(String device) {
      return MissingNode.getInstance();
    }

    @Override
    public JsonNode events(String type, String device) {
      return MissingNode.getInstance();
    }
  }
}
