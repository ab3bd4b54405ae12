package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BootstrapRouteTest {
  private static final String PATH = "/app/os/bootstrap";
  private static final FrontDoor door = FrontDoor.open();
  private final Http http = new Http(door);

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void putsAllPartsSideBySide() {
    Answer answer = http.get(PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/data/hub/id").asText()).isEqualTo("hub_1");
    assertThat(answer.json().at("/data/user/username").asText()).isEqualTo("ada");
    assertThat(answer.json().at("/data/preferences/title").asText()).isEqualTo("Home");
    assertThat(answer.json().at("/data/state/lamp/power").isNull()).isTrue();
    assertThat(answer.json().at("/data/serverTime").asText()).startsWith("2026-11-01T12:");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
  }

  @Test
  void answers304UntilSomethingChanges() {
    Answer first = http.get(PATH);
    Answer second = http.get(PATH);
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).startsWith("W/\"");
    assertThat(second.json().at("/data/serverTime"))
        .isNotEqualTo(first.json().at("/data/serverTime"));

    Answer unchanged = http.get(PATH, "If-None-Match", first.header("ETag"));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.text()).isEmpty();

    door.home().change();
    Answer changed = http.get(PATH, "If-None-Match", first.header("ETag"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().at("/data/revision").asInt())
        .isGreaterThan(first.json().at("/data/revision").asInt());
  }

  @Test
  void checksPreferencesAtTheDoor() {
    Answer wrong = http.post("/app/os/preferences/home", "{\"favoriteDeviceIds\":[7]}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().at("/details/0").asText()).contains("/favoriteDeviceIds/0");

    Answer kept = http.post("/app/os/preferences/home", "{\"theme\":null,\"mine\":{\"a\":1}}");
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.json().at("/data/mine/a").asInt()).isEqualTo(1);
  }
}
