package io.busbar.verticles.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Expression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionsTest {
  private static final CelExpressions CEL = CelExpressions.create();
  private static final ZonedDateTime EVENING =
      ZonedDateTime.of(2026, 6, 1, 19, 30, 5, 0, ZoneId.of("Europe/Berlin"));
  private static final Fields LAMP =
      Fields.of("power", true)
          .with("brightness", 40)
          .with("level", 40.5)
          .with("name", "Hall")
          .with("error", null)
          .with("extras", Map.of("sensors", Map.of("cpu", Map.of("value", 71))))
          .with("list", List.of(1, 2, 3));

  /** What the tests evaluate in. */
  private record House(Fields lamp, Fields variables) implements Expression.Scope {
    @Override
    public Function<DeviceId, Fields> states() {
      return id -> id.value().equals("dev-1") ? lamp : Fields.EMPTY;
    }

    @Override
    public ZonedDateTime now() {
      return EVENING;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices[\"dev-1\"].brightness > 39",
        "devices['dev-1'].brightness == 40 && devices['dev-1'].level > 40",
        "devices['dev-1'].level < 41",
        "devices['dev-1'].brightness + 2 == 42",
        "devices['dev-1'].extras.sensors.cpu.value >= 70",
        "devices['dev-1'].error == null",
        "!has(devices['dev-1'].color)",
        "has(devices['dev-1'].color) && devices['dev-1'].color == 'red' || true",
        "3 in devices['dev-1'].list",
        "devices['dev-1'].list.exists(x, x > 2)",
        "devices['dev-1'].name.matches('^H.*l$')",
        "now.hour == 19 && now.minute == 30 && now.weekday == 'mon'",
        "now.time >= '19:00' && now.date == '2026-06-01'",
        "vars.guests > 2",
        "trigger.type == 'state'",
        "devices['dev-1'].power",
      })
  void holds(String text) {
    assertThat(CEL.compile(text).holds(house())).isTrue();
  }

  @Test
  void namesTheDevicesItReads() {
    Expression expression = CEL.compile("devices['a'].x == 1 || has(devices.b) || devices['a'].y");

    assertThat(expression.devices())
        .containsExactlyInAnyOrder(new DeviceId("a"), new DeviceId("b"));
    assertThat(expression.text()).startsWith("devices['a']");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices['dev-1'].color == 'red'",
        "devices['nobody'].power",
        "devices['dev-1'].name",
        "devices['dev-1'].name > 3",
        "vars.guests / 0 == 1",
        "vars.absent == 1"
      })
  void saysWhenItCannotBeEvaluated(String text) {
    Expression expression = CEL.compile(text);

    assertThatThrownBy(() -> expression.holds(house()))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo("EXPRESSION_FAILED");
              assertThat(failure.message()).contains(text).contains("cannot be evaluated");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "devices[",
        "1 + 1",
        "'text'",
        "unknown > 3",
        "now.hours == 3",
        "devices.exists(d, true)",
        "devices[vars.which].power",
        "size(devices) > 0",
        "[1, 2].map(x, x * 2) == [2, 4]",
        "'a' + 'b' == 'ab'",
        "[1] + [2] == [1, 2]",
        "devices['a\u0001'].power",
        "nothing()",
      })
  void refusesWhatItCannotBound(String text) {
    assertThatThrownBy(() -> CEL.compile(text)).isInstanceOf(HubFailure.class);
  }

  @Test
  void refusesALongOrDeepExpression() {
    assertThatThrownBy(() -> CEL.compile("true || ".repeat(200) + "true"))
        .hasMessageContaining("1000 characters");
    assertThatThrownBy(() -> CEL.compile("(".repeat(400) + "true" + ")".repeat(400)))
        .isInstanceOf(HubFailure.class);
    assertThatThrownBy(() -> CEL.compile("!".repeat(900) + "vars.a.b.c" + ".d".repeat(40)))
        .isInstanceOf(HubFailure.class);
  }

  @Test
  void stopsNestedLoopsOverLongLists() {
    List<Integer> long1000 = java.util.stream.IntStream.range(0, 1000).boxed().toList();
    Fields variables = Fields.of("l", long1000);
    Expression hostile =
        CEL.compile(
            "vars.l.all(a, vars.l.all(b, vars.l.all(c, vars.l.all(d, a + b + c + d >= 0))))");

    assertStops(hostile, variables);
  }

  @Test
  void cannotDoubleATextThroughLoops() {
    Fields variables = Fields.of("s", "x".repeat(1_000));
    assertThatThrownBy(
            () ->
                CEL.compile("[vars.s].exists(x, [x + x].exists(y, size(y + y) > 9))")
                    .holds(new House(LAMP, variables)))
        .isInstanceOf(HubFailure.class);
  }

  @Test
  void boundsPatterns() {
    Fields variables = Fields.of("s", "a".repeat(1_000));
    Expression classic = CEL.compile("!vars.s.matches('(a+)+$b')");
    long start = System.nanoTime();
    assertThat(classic.holds(new House(LAMP, variables))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));

    assertThatThrownBy(() -> CEL.compile("vars.s.matches('((a{100}){100}){100}')"))
        .hasMessageContaining("counted");
    assertThatThrownBy(() -> CEL.compile("vars.s.matches(vars.p)")).hasMessageContaining("text");
    assertThatThrownBy(() -> CEL.compile("[1, 2].all(x, vars.s.matches('a'))"))
        .hasMessageContaining("inside of all");
  }

  @Test
  void boundsWorkInLoops() {
    Fields big = Fields.of("l", Collections.nCopies(49, 1)).with("m", Collections.nCopies(440, 2));
    String comparison = "vars.m == vars.m && ";
    Expression most = CEL.compile("vars.l.all(x, " + comparison.repeat(4) + "true)");
    long start = System.nanoTime();
    assertThat(most.holds(new House(LAMP, big))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

    assertThatThrownBy(() -> CEL.compile("vars.l.all(x, " + comparison.repeat(30) + "true)"))
        .hasMessageContaining("too much");
  }

  @Test
  void doesNotSeeWhatIsTooLong() {
    Fields variables = Fields.of("s", "x".repeat(1_001));

    assertThatThrownBy(() -> CEL.compile("vars.s != ''").holds(new House(LAMP, variables)))
        .isInstanceOf(HubFailure.class);
  }

  @Property(tries = 300)
  void neverThrowsAnythingElse(@ForAll String text) {
    try {
      assertThat(CEL.compile(text).text()).isEqualTo(text);
    } catch (HubFailure refused) {
      assertThat(refused.message()).isNotBlank();
    }
  }

  private static void assertStops(Expression hostile, Fields variables) {
    Instant start = Instant.now();
    assertThatThrownBy(() -> hostile.holds(new House(LAMP, variables)))
        .isInstanceOf(HubFailure.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  private static House house() {
    Fields trigger = Fields.of("type", "state");
    return new House(LAMP, Fields.of("guests", 3).with("trigger", trigger.values()));
  }
}
