package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.bridge.rest.JsonBody;
import io.busbar.bridge.rest.OpenApiFile;
import io.busbar.bridge.rest.RequestCheck;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come: a checked command, or INVALID with details; never another exception. */
class CommandFuzzTest {
  private static final Set<String> KNOWN =
      Set.of("command", "payload", "requestId", "correlationId", "waitMs", "wait");
  private static final RequestCheck CHECK =
      OpenApiFile.operations("hos", List.of("commands")).stream()
          .filter(operation -> operation.id().equals("commandsExecute"))
          .map(RequestCheck::new)
          .findFirst()
          .orElseThrow();

  @FuzzTest(maxDuration = "15s")
  void endsInACommandOrInvalid(byte[] body) {
    try {
      Map<String, @Nullable Object> said = CommandBody.translate(JsonBody.parse(body), null);
      Map<String, Object> parameters = CHECK.require(Map.of("id", "lamp"), said);
      assertThat(parameters).containsEntry("id", "lamp");
      assertThat(KNOWN).containsAll(said.keySet());
      assertThat(said.get("command")).isInstanceOf(String.class);
      assertThat(said.getOrDefault("payload", Map.of())).isInstanceOf(Map.class);
    } catch (HubFailure refused) {
      assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
      assertThat(refused.hint()).isNotEmpty();
    }
  }
}
