package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DriverKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DriverBooksTest {
  private final List<DriverKey> shown = new ArrayList<>();
  private final List<DriverKey> inUse = new ArrayList<>();
  private final DriverBooks books =
      new DriverBooks(
          new DriverObserver() {
            @Override
            public void appeared(DriverKey driver, DriverCounts counts) {
              shown.add(driver);
            }

            @Override
            public void forgotten(DriverKey driver) {
              shown.remove(driver);
            }
          },
          inUse::contains);

  @Test
  void keepsOneCountForEachKey() {
    DriverCounts counts = books.of(key(1));
    assertThat(books.of(key(1))).isSameAs(counts);
    assertThat(books.of(key(2))).isNotSameAs(counts);
    assertThat(shown).containsExactly(key(1), key(2));
  }

  @Test
  void forgetsDriversWithoutASessionWhenThereAreTooMany() {
    inUse.add(key(3));
    for (int i = 0; i < DriverBooks.MOST; i++) {
      assertThat(books.of(key(i)).events()).isZero();
    }
    assertThat(books.of(key(9_999)).events()).isZero();
    assertThat(shown).containsExactly(key(3), key(9_999));
  }

  @Test
  void countsTheNewestTogetherWhenAllAreInUse() {
    for (int i = 0; i < DriverBooks.MOST; i++) {
      inUse.add(key(i));
      assertThat(books.of(key(i)).events()).isZero();
    }
    assertThat(books.of(key(1_000))).isSameAs(books.of(key(2_000)));
    assertThat(shown).hasSize(DriverBooks.MOST + 1).contains(DriverBooks.OTHERS);
  }

  private static DriverKey key(int number) {
    return new DriverKey("DRIVER_" + number);
  }
}
