package io.busbar.verticles.spaces;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.spaces.SpacesContract.RemoveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SaveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SourceActivated;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.People;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteSourcesTest {
  private final SpacesHub hub = SpacesHub.open();
  private final Space lounge = hub.room("Lounge");

  @BeforeEach
  void serve() {
    hub.neighbours.serveCommands(hub.bus());
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void addsChangesAndListsSources() {
    hub.neighbours.devices.add("tv");
    RemoteSource tv =
        hub.saveSource(lounge, Fields.of("name", "TV").with("deviceId", "tv").with("x", 1));
    RemoteSource radio = hub.saveSource(lounge, Fields.of("name", "Radio").with("kind", "media"));
    RemoteSource renamed = hub.saveSource(lounge, Fields.of("id", tv.id()).with("name", "Telly"));

    assertThat(tv.id()).startsWith("src_");
    assertThat(renamed.extra()).isEqualTo(Map.of("x", 1));
    assertThat(hub.sources(lounge)).containsExactly(renamed, radio);
    assertThat(success(hub.store.sources())).containsExactly(renamed, radio);
    assertThat(refused(Fields.of("id", "src_no").with("name", "A")).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refused(Fields.of("name", "A").with("deviceId", "no")).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void keepsSourcesOfOneSpaceFromAnother() {
    Space hall = hub.room("Hall");
    RemoteSource tv = source("TV");

    assertThat(hub.sources(hall)).isEmpty();
    assertThat(failure(activate(hall.id(), tv.id())).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(
            failure(
                    hub.ask(
                        SpacesContract.REMOVE_REMOTE_SOURCE,
                        new RemoveRemoteSource(hall.id(), tv.id(), Source.REST, People.ADA)))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(hub.sources(lounge)).hasSize(1);
  }

  @Test
  void refusesTheHundredAndFirst() {
    List<Future<RemoteSource>> hundred = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hundred.add(save(Fields.of("name", "S" + i)));
    }
    done(Future.all(hundred));

    assertThat(refused(Fields.of("name", "S")).code()).isEqualTo(FailureCode.OVERLOADED);
  }

  @Test
  void sendsItsCommandsInOrderAndThenIsCurrent() {
    RemoteSource tv = source("TV", "turn_on", "set_input");

    SourceActivated answer = success(activate(lounge.id(), tv.id()));

    assertThat(answer).isEqualTo(new SourceActivated(lounge.id(), tv.id(), true));
    assertThat(hub.neighbours.commands)
        .extracting(ExecuteCommand::command)
        .containsExactly("turn_on", "set_input");
    assertThat(hub.neighbours.commands.get(0).payload()).isEqualTo(Fields.of("n", 1));
    assertThat(hub.neighbours.commands.get(0).source()).isEqualTo(Source.REMOTE);
    assertThat(current()).isEqualTo(tv.id());
    assertThat(success(hub.store.spaces()).get(0).activeRemoteSourceId()).isEqualTo(tv.id());
    assertThat(hub.sources(lounge)).extracting(RemoteSource::active).containsExactly(true);
    await().until(() -> hub.changes.size() == 2);
    assertThat(hub.changes.get(1).space().activeRemoteSourceId()).isEqualTo(tv.id());
  }

  @Test
  void staysWithTheSourceBeforeWhenACommandFails() {
    RemoteSource tv = source("TV");
    done(activate(lounge.id(), tv.id()));
    hub.neighbours.outcomes.put("break", Future.succeededFuture(Status.FAILED));
    hub.neighbours.outcomes.put("lose", Future.succeededFuture(Status.UNKNOWN));
    hub.neighbours.outcomes.put("slow", Future.succeededFuture(Status.DISPATCHED));

    for (String bad : List.of("break", "lose", "refuse")) {
      HubFailure failed = failure(activate(lounge.id(), source(bad, "ok", bad, "never").id()));
      assertThat(failed.reason()).isEqualTo("ACTIVATION_FAILED");
      assertThat(failed.details()).singleElement().asString().contains("[1] " + bad + " of d0");
    }
    assertThat(current()).isEqualTo(tv.id());
    assertThat(hub.neighbours.commands).extracting(ExecuteCommand::command).doesNotContain("never");
    RemoteSource slow = source("Slow", "slow");
    assertThat(success(activate(lounge.id(), slow.id())).active()).isTrue();
    assertThat(current()).isEqualTo(slow.id());
  }

  @Test
  void staysWithTheSourceBeforeWhenTheStoreIsDown() {
    RemoteSource tv = source("TV", "on");
    hub.store.down = true;

    assertThat(failure(activate(lounge.id(), tv.id())).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(current()).isNull();
  }

  @Test
  void saysWhenCommandsCannotBeSentAtAll() {
    RemoteSource tv = source("TV", "away");

    HubFailure failed = failure(activate(lounge.id(), tv.id()));

    assertThat(failed.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failed.details())
        .containsExactly("activateCommands[0] away of d0: Nobody is there.");
  }

  @Test
  void activatesOneAfterTheOtherAndRefusesALongQueue() {
    Promise<Status> held = Promise.promise();
    hub.neighbours.outcomes.put("hold", held.future());
    RemoteSource first = source("First", "hold");
    RemoteSource second = source("Second", "next");
    List<Future<SourceActivated>> asked = new ArrayList<>();
    asked.add(activate(lounge.id(), first.id()));
    for (int i = 0; i < 8; i++) {
      asked.add(activate(lounge.id(), second.id()));
    }
    assertThat(failure(activate(lounge.id(), second.id())).code())
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(hub.neighbours.commands).extracting(ExecuteCommand::command).containsExactly("hold");
    Space hall = hub.room("Hall");
    RemoteSource other = hub.saveSource(hall, Fields.of("name", "Other"));
    assertThat(success(activate(hall.id(), other.id())).active()).isTrue();

    held.complete(Status.COMPLETED);
    done(Future.all(asked));

    assertThat(hub.neighbours.commands).hasSize(9);
    assertThat(current()).isEqualTo(second.id());
    assertThat(success(activate(lounge.id(), first.id())).active()).isTrue();
  }

  @Test
  void givesUpAfterItsTime() {
    Promise<Status> held = Promise.promise();
    hub.neighbours.outcomes.put("hold", held.future());
    RemoteSource tv = source("TV", "hold", "never");
    Future<SourceActivated> asked = activate(lounge.id(), tv.id());
    await().until(() -> hub.neighbours.commands.size() == 1);
    hub.clock.pass(Duration.ofSeconds(51));
    held.complete(Status.COMPLETED);

    assertThat(failure(asked).code()).isEqualTo(FailureCode.TIMED_OUT);
    assertThat(hub.neighbours.commands).hasSize(1);
    assertThat(current()).isNull();
  }

  @Test
  void leavesNoneCurrentWhenTheCurrentOneIsRemoved() {
    RemoteSource tv = source("TV");
    done(activate(lounge.id(), tv.id()));

    assertThat(
            success(
                    hub.ask(
                        SpacesContract.REMOVE_REMOTE_SOURCE,
                        new RemoveRemoteSource(lounge.id(), tv.id(), Source.REST, People.ADA)))
                .removed())
        .isTrue();

    assertThat(current()).isNull();
    assertThat(hub.sources(lounge)).isEmpty();
    assertThat(success(hub.store.sources())).isEmpty();
    await().until(() -> hub.changes.size() == 3);
    assertThat(hub.changes.get(1).source()).isEqualTo(Source.REMOTE);
    assertThat(hub.changes.get(1).by()).isNull();
    assertThat(hub.changes.get(2).source()).isEqualTo(Source.REST);
    assertThat(hub.changes.get(2).by()).isEqualTo("ada");
  }

  private RemoteSource source(String name, String... commands) {
    hub.neighbours.devices.add("d0");
    List<Map<String, Object>> sent =
        Stream.of(commands)
            .map(
                command ->
                    Map.<String, Object>of(
                        "deviceId", "d0", "command", command, "payload", Map.of("n", 1)))
            .toList();
    return hub.saveSource(lounge, Fields.of("name", name).with("activateCommands", sent));
  }

  private @Nullable String current() {
    return hub.read(lounge.id()).activeRemoteSourceId();
  }

  private Future<RemoteSource> save(Fields body) {
    return hub.ask(
        SpacesContract.SAVE_REMOTE_SOURCE,
        new SaveRemoteSource(lounge.id(), body, Source.REST, People.ADA));
  }

  private HubFailure refused(Fields body) {
    return failure(save(body));
  }

  private Future<SourceActivated> activate(String space, String source) {
    return hub.ask(
        SpacesContract.ACTIVATE, new ActivateSource(space, source, null, Source.REMOTE, null));
  }
}
