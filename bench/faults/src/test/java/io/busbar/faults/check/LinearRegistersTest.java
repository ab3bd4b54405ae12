package io.busbar.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.faults.history.Event;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearRegistersTest {
  private final LinearRegisters check = new LinearRegisters();

  @Test
  void acceptsWhatOneRegisterWouldDo() {
    assertKept(
        new Lines()
            .begin("write", 1, "r", "a")
            .ok("write", 1, "r", "a")
            .begin("read", 2, "r", "")
            .ok("read", 2, "r", "a"));
  }

  @Test
  void findsALostWrite() {
    assertBroken(
        new Lines()
            .begin("write", 1, "r", "a")
            .ok("write", 1, "r", "a")
            .begin("write", 2, "r", "b")
            .ok("write", 2, "r", "b")
            .begin("read", 3, "r", "")
            .ok("read", 3, "r", "a"));
  }

  @Test
  void findsAReadThatGoesBack() {
    assertBroken(
        new Lines()
            .begin("write", 1, "r", "a")
            .ok("write", 1, "r", "a")
            .begin("write", 2, "r", "b")
            .begin("read", 3, "r", "")
            .ok("read", 3, "r", "b")
            .begin("read", 4, "r", "")
            .ok("read", 4, "r", "a")
            .ok("write", 2, "r", "b"));
  }

  @Test
  void letsReadsDuringAWriteSeeEither() {
    assertKept(
        new Lines()
            .begin("write", 1, "r", "a")
            .ok("write", 1, "r", "a")
            .begin("write", 2, "r", "b")
            .begin("read", 3, "r", "")
            .ok("read", 3, "r", "a")
            .begin("read", 4, "r", "")
            .ok("read", 4, "r", "b")
            .ok("write", 2, "r", "b"));
  }

  @Test
  void letsAWriteOfUnknownOutcomeComeLate() {
    assertKept(
        new Lines()
            .begin("write", 1, "r", "a")
            .ok("write", 1, "r", "a")
            .begin("write", 2, "r", "b")
            .unknown("write", 2, "r", "b")
            .begin("read", 3, "r", "")
            .ok("read", 3, "r", "a")
            .begin("read", 4, "r", "")
            .ok("read", 4, "r", "b"));
  }

  @Test
  void doesNotLetAWriteOfUnknownOutcomeComeTwice() {
    assertBroken(
        new Lines()
            .begin("write", 1, "r", "a")
            .unknown("write", 1, "r", "a")
            .begin("read", 2, "r", "")
            .ok("read", 2, "r", "a")
            .begin("write", 3, "r", "b")
            .ok("write", 3, "r", "b")
            .begin("read", 4, "r", "")
            .ok("read", 4, "r", "a"));
  }

  @Test
  void findsARefusedWriteThatIsRead() {
    assertBroken(
        new Lines()
            .begin("write", 1, "r", "a")
            .fail("write", 1, "r", "a")
            .begin("read", 2, "r", "")
            .ok("read", 2, "r", "a"));
  }

  @Property(tries = 50)
  void acceptsEveryLongHistoryOfOneClient(@ForAll @IntRange(min = 1, max = 400) int length) {
    Lines lines = new Lines();
    for (int i = 1; i <= length; i++) {
      boolean writes = i % 3 == 1;
      String value = "v" + (i - (i - 1) % 3);
      String op = writes ? "write" : "read";
      lines = lines.begin(op, i, "r", writes ? value : "").ok(op, i, "r", value);
    }
    assertKept(lines);
  }

  @Test
  void keepsRegistersApart() {
    List<Event> history =
        new Lines()
            .begin("write", 1, "r", "a")
            .ok("write", 1, "r", "a")
            .begin("read", 2, "s", "")
            .ok("read", 2, "s", "a")
            .all();
    assertThat(check.violations(history)).singleElement().asString().contains("s: no order");
  }

  private void assertKept(Lines lines) {
    assertThat(check.violations(lines.all())).isEmpty();
  }

  private void assertBroken(Lines lines) {
    assertThat(check.violations(lines.all())).hasSize(1);
  }
}
