package io.busbar.contracts.spaces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final String STUDY =
      """
      {'id':'spc_1','name':'Study','kind':'room','order':0,'deviceIds':[],'programIds':[],
       'favoriteIds':[],'remoteIds':[],'createdAt':'2026-01-01T00:00:00Z',
       'updatedAt':'2026-01-01T00:00:00Z','hint':{'a':1},'extra':'shelf'}
      """;

  @Test
  void keepsWhatTheHubDoesNotKnow() {
    Space space = Json.read(STUDY.replace('\'', '"').getBytes(UTF_8), Space.class);

    assertThat(space.extra()).isEqualTo(Map.of("hint", Map.of("a", 1), "extra", "shelf"));
    assertThat(Json.read(Json.bytes(space), Space.class)).isEqualTo(space);
  }
}
