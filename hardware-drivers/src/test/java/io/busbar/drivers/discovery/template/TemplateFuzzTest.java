package io.busbar.drivers.discovery.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whatever a device calls a template: it is refused, or it ends. */
class TemplateFuzzTest {
  private static final String PAYLOAD =
      "{\"a\": [1, \"2\", null, {\"b\": 1.5}], \"state\": \"ON\", \"n\": -3}";

  @FuzzTest(maxDuration = "60s")
  void refusesOrEnds(byte @Nullable [] source) {
    if (source == null) {
      return;
    }
    try {
      Template template = Template.parse(new String(source, StandardCharsets.UTF_8));
      assertThat(template.render(Template.variables(PAYLOAD)).map(String::length).orElse(0))
          .isLessThanOrEqualTo(Evaluation.MAX_TEXT);
    } catch (HubFailure refused) {
      assertThat(refused.code()).isIn(FailureCode.INVALID, FailureCode.OVERLOADED);
    }
  }
}
