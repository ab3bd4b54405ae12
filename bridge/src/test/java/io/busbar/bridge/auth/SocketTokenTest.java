package io.busbar.bridge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketTokenTest {
  private static final MultiMap NONE = MultiMap.caseInsensitiveMultiMap();

  @Test
  void prefersWhatIsShownOnPurpose() {
    MultiMap query = map("accessToken", "q");
    MultiMap headers = map("Authorization", "Bearer h").add("Cookie", "connect.sid=c");

    assertThat(SocketToken.of(auth(Map.of("token", "a")), query, headers, false)).isEqualTo("a");
    assertThat(SocketToken.of(auth(Map.of()), query, headers, false)).isEqualTo("q");
    assertThat(SocketToken.of(auth(Map.of()), NONE, headers, false)).isEqualTo("h");
    assertThat(SocketToken.of(auth(Map.of()), NONE, map("Cookie", "x=1; connect.sid=c"), false))
        .isEqualTo("c");
  }

  @Test
  void takesBothNamesAndABearerWord() {
    assertThat(SocketToken.of(auth(Map.of("accessToken", "Bearer a")), NONE, NONE, false))
        .isEqualTo("a");
    assertThat(SocketToken.of(auth(Map.of("token", 5)), map("token", "q"), NONE, false))
        .isEqualTo("q");
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(SocketToken.of(auth(Map.of()), NONE, NONE, false)).isNull();
    assertThat(SocketToken.of(auth("text"), NONE, map("Authorization", "Basic x"), false)).isNull();
    assertThat(SocketToken.of(auth(Map.of()), NONE, map("Cookie", ";;=;"), false)).isNull();
  }

  @Test
  void takesACookieOnlyFromTheSameOrigin() {
    assertThat(cookie("http://hub.local:8080", null, false)).isEqualTo("c");
    assertThat(cookie("HTTP://HUB.local:8080", "same-origin", false)).isEqualTo("c");
    assertThat(cookie("https://hub.local:8080", null, true)).isEqualTo("c");
    assertThat(cookie("https://hub.local:8080", null, false)).isNull();
    assertThat(cookie("http://hub.local", null, false)).isNull();
    assertThat(cookie("http://panel.local:8080", null, false)).isNull();
    assertThat(cookie("null", null, false)).isNull();
    assertThat(cookie(null, "cross-site", false)).isNull();
    assertThat(cookie(null, "same-site", false)).isNull();
    assertThat(cookie(null, null, false)).isEqualTo("c");
  }

  private static @Nullable String cookie(
      @Nullable String origin, @Nullable String site, boolean secure) {
    MultiMap headers = map("Cookie", "connect.sid=c").add("Host", "hub.local:8080");
    if (origin != null) {
      headers.add("Origin", origin);
    }
    if (site != null) {
      headers.add("Sec-Fetch-Site", site);
    }
    return SocketToken.of(auth(Map.of()), NONE, headers, secure);
  }

  private static JsonNode auth(Object value) {
    return Json.MAPPER.valueToTree(value);
  }

  private static MultiMap map(String key, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(key, value);
  }
}
