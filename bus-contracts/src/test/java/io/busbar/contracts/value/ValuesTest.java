package io.busbar.contracts.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000b", "line\nbreak", "tab\t", "del\u007f"})
  void refusesIdsThatAreEmptyOrHoldControlCharacters(String value) {
    expectInvalid(() -> new DeviceId(value));
    expectInvalid(() -> new UserId(value));
    expectInvalid(() -> new RequestId(value));
    expectInvalid(() -> new Endpoint(DriverInstance.of("HUE", "h1"), value));
  }

  @Test
  void boundsTheLengthOfIds() {
    assertThat(new DeviceId("x".repeat(256)).value()).hasSize(256);
    expectInvalid(() -> new DeviceId("x".repeat(257)));
    expectInvalid(() -> new RequestId("x".repeat(257)));
  }

  @Test
  void takesDriverKeysInEitherCase() {
    assertThat(new DriverKey("hue_2").value()).isEqualTo("HUE_2");
    assertThat(new DriverKey("hue")).isEqualTo(new DriverKey("HUE")).hasToString("HUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "A-B", "A B", "stra\u00DFe", "\u017Fonos", "K\u0131NG"})
  void refusesOtherDriverKeys(String key) {
    assertThat(DriverKey.accepts(key)).isFalse();
    expectInvalid(() -> new DriverKey(key));
  }

  @Test
  void boundsDriverKeysAndInstanceIds() {
    assertThat(DriverKey.accepts("A".repeat(64))).isTrue();
    assertThat(DriverKey.accepts("A".repeat(65))).isFalse();
    assertThat(InstanceId.accepts("a:_-9".concat("x".repeat(123)))).isTrue();
    assertThat(InstanceId.accepts("x".repeat(129))).isFalse();
    expectInvalid(() -> new InstanceId("a b"));
    expectInvalid(() -> new InstanceId(""));
  }

  @Test
  void writesADriverInstanceAsTheOwnerOfAnAddress() {
    assertThat(DriverInstance.of("hue", "h:1")).hasToString("HUE/h:1");
  }

  @Test
  void writesIdsAsPlainTexts() {
    assertThat(Json.text(new DeviceId("dev_1"))).isEqualTo("\"dev_1\"");
    assertThat(Json.read("\"dev_1\"".getBytes(UTF_8), DeviceId.class))
        .isEqualTo(new DeviceId("dev_1"));
  }

  @Property
  void ordersVersionsByEpochThenVersion(
      @ForAll @LongRange(min = 0, max = 3) long epoch,
      @ForAll @LongRange(min = 0, max = 1_000_000) long version,
      @ForAll @LongRange(min = 0, max = 1_000_000) long other) {
    StateVersion before = new StateVersion(epoch, version);

    assertThat(before.next()).isGreaterThan(before);
    assertThat(before.nextEpoch()).isGreaterThan(new StateVersion(epoch, other));
    assertThat(before.compareTo(new StateVersion(epoch, other)))
        .isEqualTo(Long.compare(version, other));
    assertThat(StateVersion.NONE).isLessThanOrEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void givesTheOsApiScopeToThoseWhoRunTheHouse(Role role) {
    boolean runs = role == Role.ADMIN || role == Role.INSTALLER;
    assertThat(role.scopes().contains(Principal.OS_API_ADMIN)).isEqualTo(runs);
  }

  @Test
  void keepsItsOwnCopyOfScopes() {
    Set<String> scopes = new HashSet<>(List.of("a"));
    Principal principal =
        new Principal(new UserId("u"), "ada", "Ada", null, Role.USER, scopes, "t", Instant.EPOCH);
    scopes.add("os_api_admin");

    assertThat(principal.has("a")).isTrue();
    assertThat(principal.has(Principal.OS_API_ADMIN)).isFalse();
  }

  private static void expectInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.hint()).isNotBlank();
            });
  }
}
