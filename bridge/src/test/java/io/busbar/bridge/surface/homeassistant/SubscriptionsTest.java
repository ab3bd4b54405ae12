package io.busbar.bridge.surface.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final EntityState LAMP = state("light.lamp");
  private static final EntityState FAN = state("fan.fan");

  private final Subscriptions subscriptions = new Subscriptions(1);

  @Test
  void meansTheNamedEntitiesOrAll() {
    subscriptions.toEntities(1, named(List.of("light.lamp")));
    assertThat(subscriptions.isMeant(1, LAMP)).isTrue();
    assertThat(subscriptions.isMeant(1, FAN)).isFalse();

    assertThat(subscriptions.end(1)).isTrue();
    subscriptions.toEntities(2, Fields.EMPTY);
    assertThat(subscriptions.isMeant(2, FAN)).isTrue();
  }

  @Test
  void keepsNothingOfWhatItRefuses() {
    subscriptions.toEvents(1, Fields.EMPTY);

    assertThat(refusal(() -> subscriptions.toEntities(2, named(List.of("light.lamp")))))
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(subscriptions.isMeant(2, FAN)).isTrue();
    assertThat(subscriptions.end(2)).isFalse();
  }

  @Test
  void limitsHowManyEntitiesAreNamed() {
    Fields most = named(Collections.nCopies(1_000, "light.lamp"));
    Fields more = named(Collections.nCopies(1_001, "light.lamp"));

    assertThat(refusal(() -> subscriptions.toEntities(1, more))).isEqualTo(FailureCode.INVALID);
    subscriptions.toEntities(2, most);
    assertThat(subscriptions.isMeant(2, LAMP)).isTrue();
  }

  private static Fields named(List<String> ids) {
    return Fields.of("entity_ids", ids);
  }

  private static FailureCode refusal(ThrowingCallable call) {
    FailureCode[] caught = new FailureCode[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HubFailure.class, failure -> caught[0] = failure.code());
    return caught[0];
  }

  private static EntityState state(String id) {
    EntityState.Context context = new EntityState.Context("01", null, null);
    return new EntityState(id, "on", Fields.EMPTY, NOON, NOON, NOON, context);
  }
}
