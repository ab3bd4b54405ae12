package io.busbar.drivers.discovery.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  /** Half a long text of the same letter, which is not at the end of any of its own parts. */
  private static final String SEARCHED =
      "{% set n = namespace(a='x', b='') %}{% for i in range(13) %}{% set n.a = n.a ~ n.a %}"
          + "{% endfor %}{% set n.b = n.a ~ n.a %}{% set n.a = n.a ~ 'y' %}";

  private static final String PAYLOAD =
      """
      {"state": "ON", "n": 21.56, "whole": 7, "off": false, "nil": null, "list": [1, 2, 3],
       "rgb": {"r": 255, "g": 0, "b": 127}, "text": "a,b,c", "ENERGY": {"Power": [10, 20]},
       "items": [{"id": 1, "on": true}, {"id": 2, "on": false}], "0": "zero", "hex": "1F"}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "{{ value_json.state }} @ ON",
        "{{ value_json['state'] | lower }} @ on",
        "{{ value_json.n | round(1) }} @ 21.6",
        "{{ value_json.n | round }} @ 22",
        "{{ value_json.n | float | round(0) }} @ 22",
        "{{ 2.5 | round }} @ 2",
        "{{ value_json.n | int }} @ 21",
        "{{ value_json.whole / 2 }} @ 3.5",
        "{{ value_json.whole // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} @ 3 -4 2",
        "{{ (value_json.whole * 100 / 255) | round(0, 'floor') | int }} @ 2",
        "{{ value_json.off }} {{ not value_json.off }} @ False True",
        "{{ value_json.nil }} @ None",
        "{{ value_json.gone | default('x') }} @ x",
        "{{ value_json.nil | default('y', true) }} @ y",
        "{{ value_json.ENERGY.Power[1] }} {{ value_json.ENERGY.Power[-1] }} @ 20 20",
        "{{ value_json.list | sum + (value_json.list | length) }} @ 9",
        "{{ value_json.list | join('-') }} {{ value_json.list[1:] | first }} @ 1-2-3 2",
        "{{ value_json.text.split(',')[1] }} {{ value_json.text[:1] }} @ b a",
        "{{ value_json.rgb.r }},{{ value_json.rgb.get('w', 5) }} @ 255,5",
        "{{ '%02x%02x%02x' | format(value_json.rgb.r, 0, 16) }} @ ff0010",
        "{{ '{:.1f} {}'.format(1.25, 'V') }} @ 1.2 V",
        "{{ 'a' ~ 1 ~ true }} @ a1True",
        "{% if value_json.state == 'ON' %}yes{% else %}no{% endif %} @ yes",
        "{%- if value_json.n > 30 -%} hot {%- elif value_json.n > 20 -%} warm {%- endif -%} @ warm",
        "{{ 'on' if value_json.whole >= 7 else 'off' }} @ on",
        "{{ iif(value_json.off, 'a', 'b') }} {{ value_json.off | iif('a', 'b') }} @ b b",
        "{{ value_json.state in ['ON', 'OFF'] }} {{ 'x' not in value_json }} @ True True",
        "{{ value_json.state is defined and value_json.gone is not defined }} @ True",
        "{{ value_json.n is number }} {{ value_json.nil is none }} {{ 3 is odd }} @ True True True",
        "{% set x = value_json.n * 2 %}{{ x | round(2) }} @ 43.12",
        "{% for i in value_json.list %}{{ i }}{{ ';' if not loop.last }}{% endfor %} @ 1;2;3",
        "{% for k, v in value_json.rgb.items() %}{{ k }}{{ v }} {% endfor %} @ r255 g0 b127",
        "{% for i in [] %}x{% else %}none{% endfor %} @ none",
        "{% for a in [1] %}{{ none in loop }}{% endfor %} @ False",
        "{{ value_json['items'] | map(attribute='id') | list | max }} @ 2",
        "{{ value_json.list | map('string') | join }} @ 123",
        "{{ value_json.list | select('gt', 1) | list }} @ [2, 3]",
        "{% set ns = namespace(n=0) %}{% for i in value_json.list %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }} @ 6",
        "{{ {'ON': 'open', 'OFF': 'closed'}[value_json.state] }} @ open",
        "{{ {'a': [1, 'b', none]} }} @ {'a': [1, 'b', None]}",
        "{{ {'a': 1} | to_json }} {{ ('[1]' | from_json)[0] }} @ `{\"a\":1} 1`",
        "{{ value_json.hex | int(base=16) }} {{ '0x0a' | int(0, 16) }} @ 31 10",
        "{{ 'x' | int(0) }} {{ 'x' | float(1.5) }} @ 0 1.5",
        "{{ value_json.text | regex_replace('[ac]', '_') }} @ _,b,_",
        "{{ 'room 12' | regex_findall_index('([0-9]+)') }} {{ 'x1' is match('x') }} @ 12 True",
        "{{ value_json.text | replace(',', '') | upper }} {{ ' a ' | trim }} @ ABC a",
        "{{ -1 | abs }} {{ 2 ** 3 }} {{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} @ 1 8 7 9",
        "{{ 5 | bitwise_and(4) }} {{ 0.00001 }} @ `4 1e-05`",
        "a{# no #}b {{- 'c' }} @ abc",
        "{{ 1 < 2 < 3 }} {{ 1 == 1.0 }} {{ [1] == [1.0] }} @ True True True",
        "{{ value_json.0 }} @ zero",
        "{{ states }} @ ``",
        "{ not a template } @ { not a template }",
      })
  void rendersAsTheLanguageSays(String template, String expected) {
    assertThat(render(template)).isEqualTo(expected.isEmpty() ? "" : expected);
  }

  @Test
  void readsPayloadsThatAreNoJson() {
    assertThat(Template.parse("{{ value | float + 1 }}").render(Template.variables(" 2.5 ")))
        .contains("3.5");
    assertThat(Template.parse("{{ value_json[0] }}").render(Template.variables("[4]")))
        .contains("4");
    assertThat(Template.parse("{{ value_json.x }}").render(Template.variables("no json")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ value_json.gone.deeper }}",
        "{{ value_json.gone | is_defined }}",
        "{{ value_json.gone + 1 }}",
        "{{ value_json.gone | float }}",
        "{{ value_json.gone > 3 }}",
      })
  void saysNothingOfWhatIsNotInTheMessage(String template) {
    assertThat(Template.parse(template).render(Template.variables(PAYLOAD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ value",
        "{{ }}",
        "{% if x %}",
        "{% endif %}",
        "{% while x %}",
        "{% for x in %}",
        "{{ states('light.x') }}",
        "{{ now() }}",
        "{{ value | eval }}",
        "{{ value.__class__.mro() }}",
        "{{ value is strange }}",
        "{{ 1 + }}",
        "{{ (1 }}",
        "{{ 'open }}",
        "{{ a ? b }}",
        "{% set = 1 %}",
        "{{ 1 2 }}",
        "{# never",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{{ value | regex_replace('(') }}",
        "{{ value | regex_replace('a{1000}') }}",
      })
  void refusesWhatItDoesNotKnowWithThePlace(String template) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.message()).startsWith("Template");
              assertThat(failure.hint()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ value_json.state | float }}",
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{{ 'a' < 1 }}",
        "{{ value_json.list.get('x') }}",
        "{{ '%q' | format(1) }}",
        "{% for i in 5 %}{% endfor %}",
      })
  void failsWithAWordWhenTheValuesDoNotFit(String template) {
    Template parsed = Template.parse(template);
    assertThatThrownBy(() -> assertThat(parsed.render(Template.variables(PAYLOAD))).isNull())
        .isInstanceOfSatisfying(
            HubFailure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.INVALID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(200) %}{% for b in range(200) %}x{% endfor %}{% endfor %}",
        "{{ range(100000000) | list }}",
        "{% set n = namespace(a='xxxxxxxx') %}{% for i in range(60) %}"
            + "{% set n.a = n.a ~ n.a %}{% endfor %}",
        "{% set n = namespace(a='x') %}{% for i in range(60) %}"
            + "{% set n.a = n.a | replace('x', 'xxxx') %}{% endfor %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(60) %}"
            + "{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a }}",
        "{% set n = namespace(a=[1]) %}{% for i in range(60) %}"
            + "{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a == n.a ~ '' }}{{ n.a == [n.a[0]] }}"
            + "{{ n.a | to_json }}",
        SEARCHED + "{{ n.a in n.b }}",
        SEARCHED + "{{ n.b.find(n.a) }}",
        SEARCHED + "{{ n.b.split(n.a) }}",
        SEARCHED + "{{ n.b | replace(n.a, '') }}",
        SEARCHED + "{{ n.b.strip(n.a) }}",
      })
  void endsSoonWhateverItIsAskedFor(String template) {
    Template parsed = Template.parse(template);
    assertThatThrownBy(() -> assertThat(parsed.render(Map.of())).isNull())
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED));
  }

  @Test
  void refusesWhatNestsOrGoesOnWithoutEnd() {
    String deep = "{{ " + "(".repeat(500) + "1" + ")".repeat(500) + " }}";
    String minus = "{{ " + "-".repeat(2_000) + "1 }}";
    String nots = "{{ " + "not ".repeat(1_500) + "1 }}";
    String blocks = "{% if 1 %}".repeat(300) + "{% endif %}".repeat(300);
    for (String template : new String[] {deep, minus, nots, blocks, "x".repeat(9_000)}) {
      assertThatThrownBy(() -> Template.parse(template)).isInstanceOf(HubFailure.class);
    }
  }

  private static String render(String template) {
    return Template.parse(template).render(Template.variables(PAYLOAD)).orElseThrow();
  }
}
