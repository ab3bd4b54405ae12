package io.busbar.verticles.secrets;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Argon2id on worker threads. Every hash takes memory and time on purpose, so only so many may be
 * waiting; beyond that the answer is OVERLOADED at once.
 */
public final class PasswordHashing {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final WorkerExecutor workers;
  private final RandomGenerator random;
  private final Cost cost;
  private final int mostOpen;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   * @param mostOpen so many may wait
   */
  public PasswordHashing(WorkerExecutor workers, RandomGenerator random, Cost cost, int mostOpen) {
    this.workers = workers;
    this.random = random;
    this.cost = cost;
    this.mostOpen = mostOpen;
  }

  /** Succeeds with the hash in PHC form, which names its algorithm, cost and salt. */
  public Future<String> hash(String password) {
    byte[] salt = noise(SALT_BYTES);
    return work(() -> Argon2Hash.of(bytes(password), cost, salt, HASH_BYTES).phc());
  }

  /** Succeeds with whether the password is the one that was hashed. */
  public Future<Boolean> matches(String password, String hash) {
    return work(() -> Argon2Hash.parse(hash).isOf(bytes(password)));
  }

  /**
   * A hash of no known password, for names that nobody has: a check against it takes as long as any
   * other.
   */
  public String decoy() {
    return new Argon2Hash(cost, 1, noise(SALT_BYTES), noise(HASH_BYTES)).phc();
  }

  /** Whether a hash was made at another cost than today's. */
  public boolean isOutdated(String hash) {
    return !Argon2Hash.parse(hash).isMadeAt(cost);
  }

  private byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return noise;
  }

  private <T> Future<T> work(Callable<T> hashing) {
    if (open.incrementAndGet() > mostOpen) {
      open.decrementAndGet();
      return Future.failedFuture(
          HubFailure.overloaded("Too many passwords are being checked.", "Try again in a moment."));
    }
    return workers.executeBlocking(hashing, false).onComplete(done -> open.decrementAndGet());
  }

  /** The form in which a password is hashed: however a keyboard composed its accents. */
  private static String normalised(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  private static byte[] bytes(String password) {
    return normalised(password).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What one hash costs.
   *
   * @param memory in KiB
   * @param iterations passes over that memory
   */
  public record Cost(int memory, int iterations) {
    /** About 40 ms and 19 MiB on a small computer: what OWASP asks for at least. */
    public static final Cost DEFAULT = new Cost(19_456, 2);
  }
}
