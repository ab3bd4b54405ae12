package io.busbar.verticles.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import java.util.Base64;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  private static final SecretKey KEY = new SecretKeySpec("k".repeat(32).getBytes(UTF_8), "AES");

  private final SecretBox box = new SecretBox(KEY, new Random(3));

  @Property(tries = 100)
  void opensWhatItSealed(@ForAll String owner, @ForAll String secret) {
    String wellFormed = new String(secret.getBytes(UTF_8), UTF_8);

    assertThat(box.open(owner, box.seal(owner, wellFormed))).isEqualTo(wellFormed);
  }

  @Property(tries = 200)
  void noticesEveryChangedBit(@ForAll @IntRange(max = 38 * 8 - 1) int bit) {
    String sealed = box.seal("owner", "ten bytes!");
    byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(3));
    assertThat(whole).hasSize(38);
    whole[bit / 8] ^= (byte) (1 << bit % 8);

    expectUnreadable(
        "owner", "v1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
  }

  @Test
  void staysShutForAnotherOwner() {
    expectUnreadable("owner-2", box.seal("owner-1", "hush"));
  }

  @Test
  void staysShutForAnotherKey() {
    SecretKey other = new SecretKeySpec("o".repeat(32).getBytes(UTF_8), "AES");

    expectUnreadable("owner", new SecretBox(other, new Random(3)).seal("owner", "hush"));
  }

  @Test
  void sealsDifferentlyEachTimeAndShowsNothing() {
    String first = box.seal("owner", "hush");

    assertThat(first).startsWith("v1:").doesNotContain("hush");
    assertThat(box.seal("owner", "hush")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v1:", "v1:AAAA", "v1:!!!", "v2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void refusesNonsense(String sealed) {
    expectUnreadable("owner", sealed);
  }

  private void expectUnreadable(String owner, String sealed) {
    assertThatThrownBy(() -> box.open(owner, sealed))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo("SECRET_UNREADABLE"));
  }
}
