package io.busbar.contracts.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever becomes of a valid frame, it is read or refused; nothing else happens. */
class FrameMutationTest {
  private static final List<String> VALID =
      List.of(
          "{\"method\":\"driver.register\",\"id\":1,\"protocolVersion\":1,\"params\":"
              + "{\"driverKey\":\"HUE\",\"instanceId\":\"h1\",\"name\":\"Hue\"}}",
          "{\"event\":\"DEVICE_DISCOVERED\",\"device_id\":\"l7\",\"data\":{\"name\":\"Lamp\","
              + "\"properties\":{\"commandCatalog\":[{\"key\":\"on\",\"label\":\"On\"}]}}}",
          "{\"event\":\"DEVICE_REMOVED\",\"device_id\":\"l7\",\"data\":{\"permanent\":true}}",
          "{\"event\":\"STATE_UPDATE\",\"device_id\":\"l7\",\"data\":{\"power\":true,\"extras\":{}}}",
          "{\"event\":\"ACTION_RESULT\",\"device_id\":\"l7\",\"data\":{\"command\":\"on\","
              + "\"success\":true,\"requestId\":\"r\"}}",
          "{\"event\":\"METRIC_UPDATE\",\"device_id\":\"l7\",\"data\":{\"metrics\":[{\"key\":\"t\","
              + "\"value\":21.5,\"unit\":\"C\"}]}}");

  @Provide
  Arbitrary<String> frames() {
    return Arbitraries.of(VALID);
  }

  @Provide
  Arbitrary<Object> strangers() {
    return Arbitraries.<Object>of(
            0,
            -1,
            1e300,
            Long.MAX_VALUE,
            true,
            "",
            "x".repeat(300),
            "\u0000",
            List.of(),
            Map.of(),
            List.of(Map.of("key", 1)),
            Map.of("state", List.of()))
        .injectNull(0.1);
  }

  @Property
  void survivesChangedBytes(
      @ForAll("frames") String frame,
      @ForAll @IntRange(max = 400) int first,
      @ForAll @ByteRange(min = Byte.MIN_VALUE) byte one,
      @ForAll @IntRange(max = 400) int second,
      @ForAll @ByteRange(min = Byte.MIN_VALUE) byte two) {
    byte[] bytes = frame.getBytes(UTF_8);
    bytes[first % bytes.length] = one;
    bytes[second % bytes.length] = two;
    expectReadOrRefused(bytes);
  }

  @Property
  void survivesEveryCut(@ForAll("frames") String frame, @ForAll @IntRange(max = 400) int length) {
    byte[] bytes = frame.getBytes(UTF_8);
    assertThat(readIfValid(Arrays.copyOf(bytes, length % bytes.length))).isEmpty();
  }

  @Property
  void survivesValuesOfOtherKinds(
      @ForAll("frames") String frame,
      @ForAll("strangers") @Nullable Object stranger,
      @ForAll @IntRange(max = 5) int at) {
    Fields message = new Fields(Json.readObject(frame.getBytes(UTF_8)));
    List<String> keys = List.copyOf(message.values().keySet());
    String key = keys.get(at % keys.size());
    expectReadOrRefused(Json.bytes(message.with(key, stranger)));
    for (String holder : List.of("data", "params")) {
      Fields inner = message.object(holder);
      inner
          .values()
          .keySet()
          .forEach(
              name ->
                  expectReadOrRefused(
                      Json.bytes(message.with(holder, inner.with(name, stranger).values()))));
    }
  }

  private static void expectReadOrRefused(byte[] json) {
    assertThat(readIfValid(json)).isNotNull();
  }

  private static Optional<DriverFrame> readIfValid(byte[] json) {
    try {
      return Optional.of(DriverFrameReader.read(new Fields(Json.readObject(json))));
    } catch (HubFailure refused) {
      assertThat(refused.message()).isNotBlank();
      return Optional.empty();
    }
  }
}
