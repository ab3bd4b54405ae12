package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CheckCommand;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandCheckTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void findsNoFaultInWhatFits() {
    assertThat(faults("set_brightness", Fields.of("value", 40))).isEmpty();
    assertThat(faults("turn_on", Fields.EMPTY)).isEmpty();
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void namesTheWayToTheFault() {
    assertThat(faults("set_brightness", Fields.of("brightness", 101)))
        .singleElement()
        .asString()
        .isEqualTo("payload.brightness: must be 0..100");
    assertThat(faults("set_brightness", Fields.of("sp/eed", 1)))
        .singleElement()
        .asString()
        .startsWith("payload: ");
    assertThat(faults("", Fields.EMPTY)).hasSize(1);
    assertThat(bench.delivered).isEmpty();
  }

  private List<String> faults(String command, Fields payload) {
    return success(
            bench.bus.request(CommandsContract.CHECK, new CheckCommand(LAMP, command, payload)))
        .faults();
  }
}
