package io.busbar.drivers.ircodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.ir.IrCodesContract.CancelLearning;
import io.busbar.contracts.ir.IrCodesContract.LearnCode;
import io.busbar.contracts.ir.IrCodesContract.LearningBegun;
import io.busbar.contracts.ir.IrCodesContract.LearningEnded;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.extender.RemoteBook;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.library.RemoteCodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Learning at an extender whose driver knows best what goes on. */
final class CodesServiceTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final Extenders extenders = new Extenders();
  private final Book book = new Book();
  private final CodesService codes =
      new CodesService(
          vertx,
          extenders,
          id -> Future.failedFuture(HubFailure.notFound("device", id)),
          () -> NOON);

  @AfterEach
  void close() throws Exception {
    finish(vertx.close());
  }

  @Test
  void endsTheLearningItsDriverBegan() throws Exception {
    LearningBegun begun = begin("power");
    assertThat(begun.learnId()).isEqualTo("power-1");
    assertThat(begun.until()).isEqualTo(NOON.plusSeconds(30));

    LearningEnded ended = value(codes.cancel(new CancelLearning("attic", begun.learnId())));
    assertThat(ended).isEqualTo(new LearningEnded("power-1", true));
    assertThat(book.current).isEmpty();
  }

  @Test
  void leavesSomebodyElsesLearningAlone() throws Exception {
    LearningBegun done = begin("power");
    book.current = "by-a-command";

    HubFailure refused = refusal(codes.cancel(new CancelLearning("attic", done.learnId())));

    assertThat(refused.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refused.message()).contains("learning");
    assertThat(book.current).isEqualTo("by-a-command");
  }

  @Test
  void knowsNoLearningOfAnExtenderThatIsNotThere() throws Exception {
    HubFailure refused = refusal(codes.cancel(new CancelLearning("cellar", "power-1")));

    assertThat(refused.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refused.message()).contains("extender");
  }

  private LearningBegun begin(String command) throws Exception {
    extenders.offer("attic", book);
    return value(codes.learn(new LearnCode("attic", "tv", null, command, null)));
  }

  private static HubFailure refusal(Future<?> asked) throws Exception {
    finish(asked);
    assertThat(asked.cause()).isInstanceOf(HubFailure.class);
    return (HubFailure) asked.cause();
  }

  private static <T> T value(Future<T> asked) throws Exception {
    finish(asked);
    assertThat(asked.cause()).isNull();
    return asked.result();
  }

  private static void finish(Future<?> asked) throws Exception {
    Object ended =
        asked
            .transform(done -> Future.succeededFuture(true))
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    assertThat(ended).isEqualTo(true);
  }

  /** Learns one key at a time and keeps nothing. */
  private static final class Book implements RemoteBook {
    private volatile String current = "";
    private int begun;

    @Override
    public List<RemoteCodes> remotes() {
      return List.of();
    }

    @Override
    public Optional<RemoteCodes> remote(String name) {
      return Optional.empty();
    }

    @Override
    public RemoteCodes put(String name, Map<String, IrCode> codes) {
      return new RemoteCodes(name, codes);
    }

    @Override
    public Optional<RemoteCodes> remove(String name, String key) {
      return Optional.empty();
    }

    @Override
    public Optional<RemoteCodes> remove(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> nameOf(String deviceId) {
      return Optional.empty();
    }

    @Override
    public String learn(String remote, String command, Duration limit) {
      begun++;
      current = command + "-" + begun;
      return current;
    }

    @Override
    public boolean cancelLearning(String learnId) {
      if (!learnId.equals(current)) {
        return false;
      }
      current = "";
      return true;
    }
  }
}
