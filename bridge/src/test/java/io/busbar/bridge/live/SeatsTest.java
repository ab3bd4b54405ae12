package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.UserId;
import org.junit.jupiter.api.Test;

final class SeatsTest {
  private static final UserId ADA = new UserId("ada");
  private static final UserId BOB = new UserId("bob");
  private static final UserId EVE = new UserId("eve");

  private final Seats seats = new Seats(3, 2);

  @Test
  void refusesTheThirdOfOnePerson() {
    seats.take(ADA);
    seats.take(ADA);
    assertFull(ADA, "this person");
    seats.take(BOB);
    assertThat(seats.taken()).isEqualTo(3);
  }

  @Test
  void refusesTheFourthOfAll() {
    seats.take(ADA);
    seats.take(BOB);
    seats.take(BOB);
    assertFull(EVE, "limit 3");
  }

  @Test
  void takesSomebodyInAfterAnotherLeft() {
    seats.take(ADA);
    seats.take(ADA);
    assertFull(ADA, "this person");
    seats.give(ADA);
    seats.take(ADA);
    assertThat(seats.taken()).isEqualTo(2);
  }

  private void assertFull(UserId user, String words) {
    assertThatThrownBy(() -> seats.take(user))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED))
        .hasMessageContaining(words);
  }
}
