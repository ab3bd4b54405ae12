package io.busbar.drivers.ircodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract.KeepIrCode;
import io.busbar.contracts.ir.IrCodesContract.CancelLearning;
import io.busbar.contracts.ir.IrCodesContract.LearnCode;
import io.busbar.contracts.ir.IrCodesContract.LearningBegun;
import io.busbar.contracts.ir.IrCodesContract.LearningEnded;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.extender.RemoteBook;
import io.busbar.drivers.extender.RemoteBook.CodeKeeper;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.format.CodeValue;
import io.busbar.drivers.ir.library.RemoteCodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Learning at an extender whose driver knows best what goes on. */
final class CodesServiceTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final Extenders extenders = new Extenders();
  private final Book book = new Book();
  private final House house = new House();
  private final CodesService codes = new CodesService(vertx, extenders, house, () -> NOON);

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

  @Test
  void keepsWithTheDeviceWhatIsLearnedForIt() throws Exception {
    extenders.offer("attic", book);
    LearningBegun begun =
        value(codes.learn(new LearnCode("attic", null, "dev_tv", "Volume up", 5_000)));
    assertThat(begun.remote()).isEqualTo("Telly");
    assertThat(begun.until()).isEqualTo(NOON.plusSeconds(5));

    CodeKeeper keeper = Objects.requireNonNull(book.keeper);
    finish(keeper.keep(CodeValue.read(Map.of("protocol", "NEC", "address", 4, "command", 8))));
    assertThat(house.kept)
        .containsExactly(
            new KeepIrCode(
                new DeviceId("dev_tv"),
                "Volume up",
                Fields.of("protocol", "NEC").with("address", 4).with("command", 8)));
  }

  @Test
  void learnsNoCommandThatTheDriverOfTheDeviceHas() throws Exception {
    extenders.offer("attic", book);
    LearnCode power = new LearnCode("attic", null, "dev_tv", "power", null);

    HubFailure refused = refusal(codes.learn(power));
    assertThat(refused.code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(refused.reason()).isEqualTo("COMMAND_OF_DRIVER");
    assertThat(book.begun).hasValue(0);
  }

  @Test
  void learnsForARemoteOfTheExtenderUnderItsName() throws Exception {
    extenders.offer("attic", book);
    LearningBegun begun =
        value(codes.learn(new LearnCode("attic", null, "dev_remote", "mute", null)));

    assertThat(begun.remote()).isEqualTo("Amplifier");
    assertThat(book.keeper).isNull();
    assertThat(refusal(codes.learn(new LearnCode("attic", null, "dev_other", "x", null))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
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

  /** A television with a driver of its own, and remotes of this extender and of another. */
  private static final class House implements CodesService.Registry {
    private final List<KeepIrCode> kept = new CopyOnWriteArrayList<>();

    @Override
    public Future<Device> find(String id) {
      return switch (id) {
        case "dev_tv" -> Future.succeededFuture(device(id, "LAN_TV", "tv-1"));
        case "dev_remote" -> Future.succeededFuture(device(id, "GENERIC_IR", "remote:amplifier"));
        case "dev_other" -> Future.succeededFuture(device(id, "GENERIC_IR", "remote:other"));
        default -> Future.failedFuture(HubFailure.notFound("device", id));
      };
    }

    @Override
    public Future<Device> keep(KeepIrCode code) {
      kept.add(code);
      return find(code.id().value());
    }

    private static Device device(String id, String driver, String own) {
      return new Device(
          new DeviceId(id),
          new Endpoint(DriverInstance.of(driver, "a"), own),
          "Telly",
          "tv",
          List.of(),
          Fields.EMPTY,
          Fields.EMPTY,
          List.of(new CommandDef("power", "Power", true, null, null, CommandDef.Origin.DRIVER)),
          null,
          NOON,
          NOON);
    }
  }

  /** Learns one key at a time and keeps nothing. */
  private static final class Book implements RemoteBook {
    private volatile String current = "";
    private volatile @Nullable CodeKeeper keeper;
    private final AtomicInteger begun = new AtomicInteger();

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
      return Optional.of("Amplifier").filter(name -> deviceId.equals("remote:amplifier"));
    }

    @Override
    public String learn(String remote, String command, Duration limit) {
      current = command + "-" + begun.incrementAndGet();
      return current;
    }

    @Override
    public String learn(String called, String command, Duration limit, CodeKeeper keeping) {
      keeper = keeping;
      return learn(called, command, limit);
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
