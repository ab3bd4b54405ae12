package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.surface.hos.HosSettings.EnvelopeStyle;
import io.busbar.bridge.testing.SmallHome;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedAnswersTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private final SharedAnswers answers = new SharedAnswers();
  private final Bootstrap.Whole whole = SmallHome.whole(1);
  private final Bootstrap.Own ada = SmallHome.own(principal("ada"));

  @Test
  void encodesTheSharedPartOnce() {
    Buffer first = answers.of(new Bootstrap(whole, ada, NOON)).fields().get(0);
    Bootstrap.Own bob = SmallHome.own(principal("bob"));

    assertThat(answers.of(new Bootstrap(whole, bob, NOON)).fields().get(0)).isSameAs(first);
    assertThat(answers.of(new Bootstrap(SmallHome.whole(1), ada, NOON)).fields().get(0))
        .isNotSameAs(first)
        .isEqualTo(first);
  }

  @Test
  void tagsEverythingButWhatIsFleeting() {
    String tag = answers.of(new Bootstrap(whole, ada, NOON)).tag();

    assertThat(answers.of(new Bootstrap(whole, ada, NOON.plusSeconds(1))).tag()).isEqualTo(tag);
    assertThat(answers.of(new Bootstrap(SmallHome.whole(1), ada, NOON)).tag()).isEqualTo(tag);
    assertThat(answers.of(new Bootstrap(SmallHome.whole(2), ada, NOON)).tag()).isNotEqualTo(tag);
    Bootstrap.Own bob = SmallHome.own(principal("bob"));
    assertThat(answers.of(new Bootstrap(whole, bob, NOON)).tag()).isNotEqualTo(tag);
  }

  @ParameterizedTest
  @EnumSource
  void writesWhatTheWholeAnswerWouldBe(EnvelopeStyle style) throws IOException {
    Envelope envelope = new Envelope(style);
    Bootstrap answer = new Bootstrap(whole, ada, NOON);

    assertThat(read(envelope.success(answers.of(answer).fields())))
        .isEqualTo(read(envelope.success(answer)));
  }

  private static JsonNode read(Buffer json) throws IOException {
    return Json.MAPPER.readTree(json.getBytes());
  }

  private static Principal principal(String name) {
    return new Principal(
        new UserId(name), name, name, null, Role.ADMIN, Set.of(), "jti", Instant.MAX);
  }
}
