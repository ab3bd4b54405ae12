package io.busbar.verticles.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

final class StorableTest {
  @Test
  void replacesTheNullCharacterInTextsAndColumnsOfTexts() {
    Tuple made =
        Storable.of(
            Tuple.tuple()
                .addInteger(7)
                .addArrayOfString(new String[] {"plain", null, "a\0b"})
                .addString("\0"));

    assertThat(made.getInteger(0)).isEqualTo(7);
    assertThat(made.getArrayOfStrings(1)).containsExactly("plain", null, "a\uFFFDb");
    assertThat(made.getString(2)).isEqualTo("\uFFFD");
  }

  @Test
  void copiesNothingThatCanBeStored() {
    Tuple plain = Tuple.tuple().addArrayOfString(new String[] {"a", null}).addString("b");
    assertThat(Storable.of(plain)).isSameAs(plain);
  }
}
