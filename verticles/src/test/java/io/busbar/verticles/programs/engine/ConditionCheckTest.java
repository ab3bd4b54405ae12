package io.busbar.verticles.programs.engine;

import static io.busbar.verticles.programs.testing.Draft.is;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.model.Expression;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionCheckTest {
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final House NOWHERE = new House("Nowhere", BERLIN, null, null);

  private final Map<DeviceId, Fields> states =
      Map.of(LAMP, Fields.of("power", true).with("level", 40).with("mode", null));
  private Instant now = Instant.parse("2026-06-01T12:00:00Z"); // a Monday, 14:00 in Berlin

  @Test
  void comparesStates() {
    assertHolds(is("lamp", "power", true));
    assertHolds(is("lamp", "level", 40.0));
    assertFalseBecause(is("lamp", "power", false), "lamp power is true");
    assertHolds(new Condition.State(LAMP, "level", List.of(1, 40)));
    assertHolds(new Condition.State(LAMP, "mode", Arrays.asList((Object) null)));
  }

  @Test
  void holdsNothingThatIsNotKnown() {
    assertFalseBecause(is("none", "power", true), "nothing is known of none");
    assertFalseBecause(is("lamp", "colour", "red"), "lamp has no colour");
    assertFalseBecause(is("lamp", "mode", "x"), "lamp mode is not known");
    assertFalseBecause(new Condition.Not(is("lamp", "colour", "red")), "lamp has no colour");
    assertFalseBecause(
        new Condition.State(LAMP, "colour", Arrays.asList((Object) null)), "lamp has no colour");
  }

  @Test
  void comparesNumbers() {
    assertHolds(new Condition.Numeric(LAMP, "level", 39.0, 41.0));
    assertFalseBecause(new Condition.Numeric(LAMP, "level", 40.0, null), "lamp level is 40");
    assertFalseBecause(new Condition.Numeric(LAMP, "power", 0.0, null), "lamp power is no number");
  }

  @Test
  void joinsConditions() {
    Condition on = is("lamp", "power", true);
    Condition off = is("lamp", "power", false);
    Condition unknown = is("none", "power", true);
    assertHolds(new Condition.And(List.of()));
    assertHolds(new Condition.And(List.of(on, on)));
    assertFalse(new Condition.And(List.of(on, off)));
    assertHolds(new Condition.Or(List.of(unknown, on)));
    assertFalse(new Condition.Or(List.of()));
    assertFalse(new Condition.Or(List.of(off, unknown)));
    assertHolds(new Condition.Not(off));
    assertFalse(new Condition.Not(on));
    assertHolds(new Condition.Not(new Condition.And(List.of(unknown, off))));
    assertFalse(new Condition.Not(new Condition.Or(List.of(unknown, off))));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:00:00Z, 14:00, 15:00, MONDAY, true",
    "2026-06-01T12:00:00Z, 14:01, 15:00, MONDAY, false",
    "2026-06-01T12:00:00Z, 13:00, 14:00, MONDAY, false",
    "2026-06-01T12:00:00Z, 13:00, 15:00, TUESDAY, false",
    "2026-06-01T12:00:00Z, , 15:00, , true",
    "2026-06-01T12:00:00Z, 13:00, , , true",
    "2026-06-01T21:00:00Z, 22:00, 06:00, MONDAY, true",
    "2026-06-01T23:00:00Z, 22:00, 06:00, MONDAY, true",
    "2026-06-01T23:00:00Z, 22:00, 06:00, TUESDAY, false",
    "2026-06-02T05:00:00Z, 22:00, 06:00, MONDAY, false"
  })
  void knowsTheTimeOfDay(
      String instant,
      @Nullable LocalTime after,
      @Nullable LocalTime before,
      @Nullable DayOfWeek day,
      boolean expected) {
    now = Instant.parse(instant);
    Set<DayOfWeek> days = day == null ? Set.of() : Set.of(day);

    assertThat(check(new Condition.Time(after, before, days), Workshop.HOME).holds())
        .isEqualTo(expected);
  }

  @Test
  void knowsWhetherTheSunIsUp() {
    assertHolds(new Condition.Daylight(true));
    assertFalseBecause(new Condition.Daylight(false), "the sun is up");
    now = Instant.parse("2026-06-01T23:00:00Z");
    assertHolds(new Condition.Daylight(false));
    assertThat(check(new Condition.Daylight(true), NOWHERE).holds()).isFalse();
    assertThat(check(new Condition.Not(new Condition.Daylight(true)), NOWHERE).because())
        .contains("no location");
  }

  @Test
  void asksExpressions() {
    assertHolds(new Condition.Template(expression("yes", true)));
    assertFalseBecause(new Condition.Template(expression("no", false)), "false: no");
    assertFalseBecause(
        new Condition.Not(new Condition.Template(expression("broken", null))), "cannot be said");
  }

  private static Expression expression(String text, @Nullable Boolean holds) {
    return new Expression() {
      @Override
      public String text() {
        return text;
      }

      @Override
      public boolean holds(Scope scope) {
        if (holds == null) {
          throw HubFailure.invalid("cannot be said", "");
        }
        return holds;
      }
    };
  }

  private void assertHolds(Condition condition) {
    ConditionCheck.Verdict verdict = check(condition, Workshop.HOME);
    assertThat(verdict.holds()).as("%s", verdict.reasons()).isTrue();
    assertThat(verdict.reasons()).isEmpty();
  }

  private void assertFalse(Condition condition) {
    assertThat(check(condition, Workshop.HOME).holds()).isFalse();
  }

  private void assertFalseBecause(Condition condition, String reason) {
    ConditionCheck.Verdict verdict = check(condition, Workshop.HOME);
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.because()).contains(reason);
  }

  private ConditionCheck.Verdict check(Condition condition, House house) {
    return ConditionCheck.check(
        List.of(condition),
        Surroundings.of(house, id -> states.getOrDefault(id, Fields.EMPTY), Fields.EMPTY, now));
  }
}
