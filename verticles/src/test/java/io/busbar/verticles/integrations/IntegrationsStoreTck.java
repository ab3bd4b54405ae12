package io.busbar.verticles.integrations;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link IntegrationsStore} must do. */
interface IntegrationsStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start. */
  IntegrationsStore store();

  @Test
  default void keepsInstancesAsTheyAreOldestFirst() {
    StoredInstance young = instance("HUE", "hue-1", 5);
    StoredInstance old = instance("TADO", "tado-1", 0);
    done(store().add(young));
    done(store().add(old));

    assertThat(success(store().all())).containsExactly(old, young);
    assertThat(success(store().of(new DriverKey("HUE")))).containsExactly(young);
    assertThat(success(store().find(old.id()))).isEqualTo(old);
  }

  @Test
  default void keepsEveryKindOfValue() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("text", "Zo\u00eb \"quoted\" \\ \u2014 \ud83d\udd11");
    values.put("whole", 5);
    values.put("decimal", 0.25);
    values.put("flag", true);
    values.put("nothing", null);
    values.put("list", Arrays.asList(1, "two", null));
    values.put("object", Map.of("$sealed", "v1:abc"));
    StoredInstance instance = instance("HUE", "hue-1", 0).changed("n", new Fields(values), NOON);
    done(store().add(instance));

    assertThat(success(store().find(instance.id())).properties()).isEqualTo(new Fields(values));
  }

  @Test
  default void refusesASecondInstanceOfOneId() {
    done(store().add(instance("HUE", "hue-1", 0)));

    assertThat(failure(store().add(instance("TADO", "hue-1", 0))).code())
        .isEqualTo(FailureCode.CONFLICT);
  }

  @Test
  default void replacesWhatCanChange() {
    StoredInstance before = instance("HUE", "hue-1", 0);
    done(store().add(before));
    StoredInstance after =
        before
            .changed("Renamed", Fields.of("host", "b"), NOON.plusSeconds(9))
            .enabled(false, NOON.plusSeconds(9));
    done(store().replace(after));

    assertThat(success(store().find(before.id()))).isEqualTo(after);
  }

  @Test
  default void addsAnAutomaticInstanceOnlyOnceEver() {
    StoredInstance sensors = instance("HOST_SENSORS", "host", 0);

    assertThat(success(store().addOnce(sensors))).isTrue();
    assertThat(success(store().addOnce(sensors))).isFalse();
    done(store().remove(sensors.id()));
    assertThat(success(store().addOnce(sensors))).isFalse();
    assertThat(success(store().all())).isEmpty();
  }

  @Test
  default void saysWhenThereIsNoSuchInstance() {
    InstanceId id = new InstanceId("nobody");
    for (Future<?> missing :
        List.<Future<?>>of(
            store().find(id), store().remove(id), store().replace(instance("HUE", "nobody", 0)))) {
      assertThat(failure(missing).code()).isEqualTo(FailureCode.NOT_FOUND);
    }
  }

  private static StoredInstance instance(String driver, String id, int second) {
    return new StoredInstance(
        new InstanceId(id),
        new DriverKey(driver),
        "Name of " + id,
        Fields.of("host", "a"),
        true,
        NOON.plusSeconds(second),
        NOON.plusSeconds(second));
  }
}
