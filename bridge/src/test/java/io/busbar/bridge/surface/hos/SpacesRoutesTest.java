package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.Http.Answer;
import io.busbar.bridge.testing.SmallHouse;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.devices.EntitiesContract.ActOnEntity;
import io.busbar.contracts.devices.EntitiesContract.ListEntities;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.spaces.SpacesContract.AssignDevices;
import io.busbar.contracts.spaces.SpacesContract.ListSpaceDevices;
import io.busbar.contracts.spaces.SpacesContract.RemoveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.RemoveSpace;
import io.busbar.contracts.spaces.SpacesContract.SaveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SaveSpace;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of spaces and entities ask what they must, whatever is answered. */
class SpacesRoutesTest {
  private static final Space KITCHEN =
      new Space(
          "spc_1",
          "Kitchen",
          Space.Kind.ROOM,
          null,
          null,
          0,
          List.of(new DeviceId("lamp")),
          List.of(),
          List.of(),
          List.of(),
          null,
          SmallHouse.THEN,
          SmallHouse.THEN,
          Map.of("theme", Map.of("color", "#fff")));

  private final FrontDoor door = FrontDoor.open();
  private final Http http = new Http(door);
  private final Principal ada = door.identity().person(SmallIdentity.ADMIN);
  private final Queue<Object> asked = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void serve() {
    SpaceList all = new SpaceList(List.of(KITCHEN));
    hear(SpacesContract.LIST, Future.succeededFuture(all));
    hear(SpacesContract.SAVE, Future.succeededFuture(KITCHEN));
    hear(SpacesContract.ASSIGN, Future.succeededFuture(KITCHEN));
    for (RequestAddress<?, ?> address :
        List.of(
            SpacesContract.REMOVE,
            SpacesContract.DEVICES,
            SpacesContract.REMOTE_SOURCES,
            SpacesContract.SAVE_REMOTE_SOURCE,
            SpacesContract.REMOVE_REMOTE_SOURCE,
            SpacesContract.ACTIVATE,
            EntitiesContract.LIST,
            EntitiesContract.ACT)) {
      hear(address, Future.failedFuture(HubFailure.conflict("HEARD", "Heard.", "Nothing.")));
    }
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void listsSpacesWithWhatTheHubDoesNotKnowBesideTheRest() {
    Answer answer = http.get("/app/os/spaces");

    JsonNode space = answer.json().at("/data/0");
    assertThat(space.path("kind").asText()).isEqualTo("room");
    assertThat(space.at("/theme/color").asText()).isEqualTo("#fff");
    assertThat(space.has("extra")).isFalse();
    assertThat(http.get("/app/os/spaces", "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
    assertThat(http.get("/app/os/spaces?kind=cellar").status()).isBetween(400, 422);
  }

  @Test
  void savesAndAssigns() {
    assertThat(http.post("/app/os/spaces/save", "{\"name\":\"K\",\"mood\":1}").status())
        .isEqualTo(200);
    assertThat(asked)
        .contains(new SaveSpace(Fields.of("name", "K").with("mood", 1), Source.REST, ada));
    String body = "{\"deviceIds\":[\"lamp\"],\"mode\":\"add\"}";
    assertThat(http.post("/app/os/spaces/spc_1/devices/assign", body).status()).isEqualTo(200);
    assertThat(asked)
        .contains(
            new AssignDevices(
                "spc_1", List.of(new DeviceId("lamp")), null, "add", Source.REST, ada));
    assertThat(http.post("/app/os/spaces/spc_1/devices/assign", "{\"mode\":\"x\"}").status())
        .isBetween(400, 422);
  }

  @Test
  void asksForTheRestOfASpaceAlsoWithoutABody() {
    expect(
        http.post("/app/os/spaces/spc_1/remove", ""),
        new RemoveSpace("spc_1", null, Source.REST, ada));
    expect(
        http.post("/app/os/spaces/spc_1/remove", "{\"force\":true}"),
        new RemoveSpace("spc_1", true, Source.REST, ada));
    expect(http.get("/app/os/spaces/spc_1/devices"), new ListSpaceDevices("spc_1"));
    expect(
        http.get("/app/os/spaces/spc_1/remote-sources"),
        new SpacesContract.ListRemoteSources("spc_1"));
    expect(
        http.post("/app/os/spaces/spc_1/remote-sources/save", "{\"id\":\"s\",\"name\":\"TV\"}"),
        new SaveRemoteSource("spc_1", Fields.of("id", "s").with("name", "TV"), Source.REST, ada));
  }

  @Test
  void activatesAndRemovesASource() {
    Answer answer = http.post("/app/os/spaces/spc_1/remote-sources/src_1/activate", "");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(asked)
        .singleElement()
        .isInstanceOfSatisfying(
            ActivateSource.class,
            question -> {
              assertThat(question.id()).isEqualTo("spc_1");
              assertThat(question.sourceId()).isEqualTo("src_1");
              assertThat(question.source()).isEqualTo(Source.REST);
              assertThat(question.by()).isNotNull();
            });
    expect(
        http.method("DELETE", "/app/os/spaces/spc_1/remote-sources/src_1"),
        new RemoveRemoteSource("spc_1", "src_1", Source.REST, ada));
  }

  @Test
  void asksForEntities() {
    expect(
        http.get("/app/os/entities?domain=av&spaceId=spc_1&deviceId=lamp&q=x&limit=2&offset=1"),
        new ListEntities("av", "spc_1", new DeviceId("lamp"), "x", 2, 1));
    Answer answer =
        http.post(
            "/app/os/entities/lamp%3At/action",
            "{\"action\":\"turn_on\",\"data\":{\"a\":1},\"waitMs\":5}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(asked.stream().filter(ActOnEntity.class::isInstance))
        .singleElement()
        .isInstanceOfSatisfying(
            ActOnEntity.class,
            question -> {
              assertThat(question.id()).isEqualTo("lamp:t");
              assertThat(question.action()).isEqualTo("turn_on");
              assertThat(question.data()).isEqualTo(Fields.of("a", 1));
              assertThat(question.waitMs()).isEqualTo(5);
            });
    assertThat(http.post("/app/os/entities/lamp/action", "{}").status()).isEqualTo(400);
  }

  private void expect(Answer answer, Object question) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(asked).contains(question);
  }

  private <Q, R> void hear(RequestAddress<Q, R> address, Future<R> answer) {
    Object serving =
        Await.result(
            door.bus()
                .serve(
                    address,
                    question -> {
                      asked.add(question);
                      return answer;
                    }));
    assertThat(serving).isNotNull();
  }
}
