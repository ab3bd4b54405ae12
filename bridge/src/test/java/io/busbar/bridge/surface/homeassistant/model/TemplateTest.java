package io.busbar.bridge.surface.homeassistant.model;

import static io.busbar.bridge.surface.homeassistant.model.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private final HouseModel house =
      new HouseModel(new ContextIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(1)));

  @BeforeEach
  void furnish() {
    Fields state = Fields.of("power", true).with("brightness", 100);
    house.put(Things.device("a", "light", state, "set_brightness"), NOON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ states('light.a') }}|on",
        "It is {{states(\"light.a\")}}!|It is on!",
        "{{ states.light.a.state }}|on",
        "{{ states.light.a.name }}|Thing a",
        "{{ state_attr('light.a', 'brightness') }}|255",
        "{{ state_attr('light.a', 'none') }}|None",
        "{{ is_state('light.a', 'on') }}|True",
        "{{ is_state_attr('light.a', 'brightness', '3') }}|False",
        "{{ states('light.gone') }}|unknown",
        "plain|plain"
      })
  void readsStates(String template, String result) {
    assertThat(Template.render(template, house::find)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for s in states %}x{% endfor %}",
        "{{ states }}",
        "{{ 7 * 7 }}",
        "{{ ''.__class__ }}",
        "{{ states('light.a') | int }}",
        "{{ states('light.a')",
        "{{ {{ states('light.a') }} }}"
      })
  void refusesEverythingElse(String template) {
    assertThatThrownBy(() -> Template.render(template, house::find))
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining("Error rendering template");
  }

  @Test
  void isBounded() {
    assertThatThrownBy(() -> Template.render("x".repeat(5_000), house::find))
        .isInstanceOf(HubFailure.class);
  }
}
