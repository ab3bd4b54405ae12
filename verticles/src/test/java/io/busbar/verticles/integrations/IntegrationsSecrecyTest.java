package io.busbar.verticles.integrations;

import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.CreateInstance;
import io.busbar.contracts.integrations.IntegrationsContract.Instance;
import io.busbar.contracts.integrations.IntegrationsContract.ListInstances;
import io.busbar.contracts.integrations.IntegrationsContract.UpdateInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.secrets.SecretBox;
import io.busbar.verticles.testing.CapturedLog;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.Overheard;
import io.busbar.verticles.testing.TestHub;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** No secret property shows where people or logs could see it, not even a refused one. */
class IntegrationsSecrecyTest {
  private static final String SECRET = "hidden-secret";
  private static final Fields PROPERTIES = Fields.of("host", "h").with("password", SECRET);

  @Test
  void showsNoSecretInTextsLogsOrAnswers() {
    Overheard overheard = new Overheard();
    List<String> seen = new ArrayList<>();
    FakeProcesses processes = new FakeProcesses();
    try (CapturedLog log = CapturedLog.open();
        TestHub hub = TestHub.open(overheard)) {
      processes.serve(hub.bus());
      InMemoryIntegrationsStore store = new InMemoryIntegrationsStore();
      live(hub, store, seen);
      seen.add(success(store.all()).toString());
      success(store.all()).forEach(stored -> seen.add(Json.text(stored.properties())));
      seen.addAll(log.lines());
    }
    seen.addAll(overheard.texts());

    assertThat(processes.started)
        .anySatisfy(start -> assertThat(start.properties().get("password")).isEqualTo(SECRET));
    assertThat(overheard.texts()).anyMatch(text -> text.startsWith("StartProcess["));
    assertThat(seen).allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
  }

  private static void live(TestHub hub, IntegrationsStore store, List<String> seen) {
    SecretBox box =
        new SecretBox(new SecretKeySpec("k".repeat(32).getBytes(UTF_8), "AES"), new Random(2));
    String unused =
        hub.deploy(
            new IntegrationsVerticle(
                hub.bus(), store, box, new ManualClock(IntegrationsStoreTck.NOON), new Random(3)));
    Instance instance =
        success(hub.bus().request(IntegrationsContract.CREATE_INSTANCE, wish(PROPERTIES)));
    seen.add(instance.toString());
    seen.add(
        Json.text(
            success(
                hub.bus()
                    .request(
                        IntegrationsContract.UPDATE_INSTANCE,
                        new UpdateInstance(instance.id(), "Attic", PROPERTIES)))));
    seen.add(
        Json.text(
            success(
                hub.bus()
                    .request(
                        IntegrationsContract.LIST_INSTANCES,
                        new ListInstances(FakeProcesses.HUE)))));
    HubFailure refused =
        failure(
            hub.bus()
                .request(
                    IntegrationsContract.CREATE_INSTANCE,
                    wish(PROPERTIES.with("interval", SECRET))));
    seen.add(refused + " " + refused.hint() + " " + refused.details());
  }

  private static CreateInstance wish(Fields properties) {
    return new CreateInstance(FakeProcesses.HUE, "Hue", properties, Source.REST, null);
  }
}
