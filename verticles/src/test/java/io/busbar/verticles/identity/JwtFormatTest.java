package io.busbar.verticles.identity;

import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.identity.Tokens.Claims;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class JwtFormatTest {
  private static final byte[] KEY = "a key of at least thirty-two bytes".getBytes(UTF_8);
  private static final Claims CLAIMS =
      Tokens.issue(People.person("ada", Role.ADMIN), "token-1", People.NOON);

  @SuppressWarnings("NullAway.Init")
  private JwtFormat format;

  @BeforeEach
  void open(Vertx vertx) {
    format = JwtFormat.signedWith(vertx, KEY);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(success(format.read(format.write(CLAIMS)))).isEqualTo(CLAIMS);
  }

  @Test
  void writesTheClaimsOthersRelyOn() {
    String[] parts = format.write(CLAIMS).split("\\.", -1);

    assertThat(decoded(parts[0])).containsEntry("alg", "HS256");
    assertThat(decoded(parts[1]))
        .containsEntry("sub", "id-ada")
        .containsEntry("username", "ada")
        .containsEntry("role", "admin")
        .containsEntry("scope", "os_api_admin")
        .containsEntry("jti", "token-1")
        .containsEntry("iat", (int) People.NOON.getEpochSecond())
        .containsEntry("exp", (int) People.NOON.plus(Tokens.LIFETIME).getEpochSecond());
  }

  @Test
  void isReadByAnIndependentVerifier() throws GeneralSecurityException {
    List<String> parts = List.of(format.write(CLAIMS).split("\\.", -1));

    assertThat(parts.get(2)).isEqualTo(signature("HmacSHA256", parts.get(0) + "." + parts.get(1)));
  }

  @Test
  void refusesAnotherKey(Vertx vertx) {
    byte[] other = "another key of thirty-two bytes or so".getBytes(UTF_8);

    expectRefusal(JwtFormat.signedWith(vertx, other).write(CLAIMS));
  }

  @Test
  void refusesAChangedPayload() {
    String[] parts = format.write(CLAIMS).split("\\.", -1);
    String payload = text(parts[1]).replace("id-ada", "id-eve");

    expectRefusal(parts[0] + "." + base64(payload) + "." + parts[2]);
  }

  @Test
  void refusesNoAlgorithm() {
    String payload = format.write(CLAIMS).split("\\.", -1)[1];

    expectRefusal(base64("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + payload + ".");
    expectRefusal(base64("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + payload);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS512", "HS384"})
  void refusesAnotherAlgorithmEvenWithTheRightKey(String algorithm)
      throws GeneralSecurityException {
    String payload = format.write(CLAIMS).split("\\.", -1)[1];
    String signed = base64("{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}") + "." + payload;

    expectRefusal(signed + "." + signature("HmacSHA" + algorithm.substring(2), signed));
  }

  @Test
  void refusesATokenOfOursWithoutTheClaims() throws GeneralSecurityException {
    String signed = base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + base64("{\"sub\":\"x\"}");

    expectRefusal(signed + "." + signature("HmacSHA256", signed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "a.b.c", "..", "eyJ.eyJ.x", "🔑.🔑.🔑"})
  void refusesNonsense(String token) {
    expectRefusal(token);
  }

  @Test
  void refusesWhatIsTooLong() {
    expectRefusal("a".repeat(5000));
  }

  private void expectRefusal(String token) {
    assertThat(failure(format.read(token)))
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
              assertThat(refusal.message()).isEqualTo("This is no token of this hub.");
            });
  }

  private static Map<String, Object> decoded(String part) {
    Map<String, Object> json = new HashMap<>();
    Json.readObject(text(part).getBytes(UTF_8))
        .forEach((key, value) -> json.put(key, Objects.requireNonNull(value)));
    return json;
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String signature(String algorithm, String signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(KEY, algorithm));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }
}
