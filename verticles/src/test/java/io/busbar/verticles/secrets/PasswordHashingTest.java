package io.busbar.verticles.secrets;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.verticles.secrets.PasswordHashing.Cost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
public class PasswordHashingTest {
  /** A cost for tests. */
  public static final Cost CHEAP = new Cost(64, 1);

  @SuppressWarnings("NullAway.Init")
  private WorkerExecutor workers;

  @BeforeEach
  void open(Vertx vertx) {
    workers = vertx.createSharedWorkerExecutor("hashing", 1);
  }

  @Test
  void tellsTheRightPasswordFromOthers() {
    PasswordHashing hashing = hashing(CHEAP, 8);
    String hash = success(hashing.hash("correct horse"));

    assertThat(success(hashing.matches("correct horse", hash))).isTrue();
    assertThat(success(hashing.matches("Correct horse", hash))).isFalse();
    assertThat(success(hashing.matches("", hash))).isFalse();
  }

  @Test
  void checksDecoysAsItDoesHashes() {
    PasswordHashing hashing = hashing(CHEAP, 8);
    String decoy = hashing.decoy();

    assertThat(decoy).hasSameSizeAs(success(hashing.hash("correct horse")));
    assertThat(hashing.isOutdated(decoy)).isFalse();
    assertThat(success(hashing.matches("correct horse", decoy))).isFalse();
    assertThat(hashing.decoy()).isNotEqualTo(decoy);
  }

  @Test
  void takesAccentsHoweverTheyAreComposed() {
    PasswordHashing hashing = hashing(CHEAP, 8);
    String hash = success(hashing.hash("Zoe\u0308 ist da"));

    assertThat(success(hashing.matches("Zo\u00eb ist da", hash))).isTrue();
  }

  @Test
  void writesThePhcFormWithANewSaltEachTime() {
    PasswordHashing hashing = hashing(Cost.DEFAULT, 8);
    String first = success(hashing.hash("correct horse"));

    assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(success(hashing.hash("correct horse"))).isNotEqualTo(first);
  }

  @Test
  void takesHashesThatOthersMade() {
    PasswordHashing hashing = hashing(CHEAP, 8);
    String ofAnEarlierRelease =
        "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg"
            + "$MjZP1+1U9JUbDWvDvtLyEsZiNXOKEUxfi6O2oe46uxA";
    String ofTheReferenceImplementation =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(success(hashing.matches("correct horse", ofAnEarlierRelease))).isTrue();
    assertThat(success(hashing.matches("password", ofTheReferenceImplementation))).isTrue();
    assertThat(success(hashing.matches("Password", ofTheReferenceImplementation))).isFalse();
  }

  @Test
  void knowsAHashOfAnotherCost() {
    String cheap = success(hashing(CHEAP, 8).hash("correct horse"));

    assertThat(hashing(CHEAP, 8).isOutdated(cheap)).isFalse();
    assertThat(hashing(new Cost(128, 1), 8).isOutdated(cheap)).isTrue();
    assertThat(success(hashing(new Cost(128, 1), 8).matches("correct horse", cheap))).isTrue();
  }

  @Test
  void refusesAtOnceWhenTooManyWait() {
    PasswordHashing hashing = hashing(Cost.DEFAULT, 2);
    List<Future<String>> hashes =
        IntStream.range(0, 3).mapToObj(i -> hashing.hash("correct horse")).toList();

    assertThat(failure(hashes.get(2)).code()).isEqualTo(FailureCode.OVERLOADED);
    done(Future.all(hashes.subList(0, 2)));
    done(hashing.hash("there is room again"));
  }

  private PasswordHashing hashing(Cost cost, int mostOpen) {
    return new PasswordHashing(workers, new Random(7), cost, mostOpen);
  }
}
