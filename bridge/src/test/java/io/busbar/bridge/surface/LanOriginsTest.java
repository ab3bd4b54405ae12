package io.busbar.bridge.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanOriginsTest {
  private final LanOrigins origins = new LanOrigins(Set.of("https://app.example.org"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://192.168.1.20",
        "https://10.0.0.1:8443",
        "http://172.31.255.1",
        "http://[::1]:8080",
        "http://[fd12:3456::1]",
        "http://hub.local",
        "http://tablet",
        "https://app.example.org"
      })
  void acceptsTheLocalNetworkAndWhatIsConfigured(String origin) {
    assertThat(origins.accepts(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "https://example.org",
        "http://172.32.0.1",
        "http://192.168.1.20.evil.example",
        "http://8.8.8.8",
        "http://134744072",
        "http://hub.local.evil.example",
        "file:///etc/passwd",
        "http://[2001:db8::1]",
        "https://app.example.org.evil.example",
        "http://a b"
      })
  void refusesTheRest(String origin) {
    assertThat(origins.accepts(origin)).isFalse();
  }
}
