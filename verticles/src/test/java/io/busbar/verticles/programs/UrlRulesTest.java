package io.busbar.verticles.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRulesTest {
  private final UrlRules rules = new UrlRules(Set.of("127.0.0.9", "bridge.localhost"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1",
        "http://2130706433/",
        "http://0x7f.0.0.1",
        "http://0177.0.0.1",
        "http://localhost",
        "http://LOCALHOST.:80",
        "http://a.localhost/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0",
        "http://0/",
        "http://169.254.169.254/latest",
        "http://[fe80::1]/",
        "http://224.0.0.1",
        "http://255.255.255.255",
        "http://[ff02::1]/",
        "ftp://example.org",
        "//example.org",
        "http:///a",
        "example.org",
        "http://a b",
        "http://u@example.org",
        "file:///etc/passwd",
        "http://1.2.3.4.5/",
        "http://300.1.1.1/"
      })
  void refuses(String url) {
    assertThat(rules.fault(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "HTTPS://example.org:8443/a?b#c",
        "http://192.168.1.20/cm",
        "http://10.0.0.1",
        "http://[fd00::5]/",
        "http://127.0.0.9/",
        "http://bridge.localhost:81",
        "http://lamp/"
      })
  void allows(String url) {
    assertThat(rules.fault(url)).isEmpty();
  }

  @Property(tries = 500)
  void neverThrows(@ForAll String text) {
    assertThat(rules.fault("http://" + text)).isNotNull();
    assertThat(rules.fault(text)).isNotNull();
  }
}
