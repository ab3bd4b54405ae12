package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract.DesignPublished;
import io.busbar.contracts.home.HomeContract.Reason;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProtocolEventsTest {
  private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");
  private final ProtocolEvents events = new ProtocolEvents(Clock.systemUTC());

  @Test
  void tellsThatADesignWasPublished() {
    ProtocolEvent event =
        events.of(
            new DesignPublished(
                "design_1", "Night", Target.TABLET, 3, Reason.SELECTED, true, THEN));
    JsonNode json = Json.MAPPER.valueToTree(event.numbered(7, "node-a"));

    assertThat(json.path("type").asText()).isEqualTo("DESIGN_PUBLISHED");
    assertThat(json.path("timestamp").asText()).isEqualTo(THEN.toString());
    assertThat(json.path("source").asText()).isEqualTo("system");
    assertThat(json.path("payload").toString())
        .isEqualTo(
            "{\"profileId\":\"design_1\",\"name\":\"Night\",\"target\":\"tablet\",\"version\":3,"
                + "\"reason\":\"selected\",\"live\":true}");
  }
}
