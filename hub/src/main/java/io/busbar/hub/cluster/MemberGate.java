package io.busbar.hub.cluster;

import com.hazelcast.nio.MemberSocketInterceptor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before each connection of two nodes: both say who they are and prove that they know the
 * secret, for this one conversation, before a byte of Hazelcast is read. It authenticates the
 * connection; it neither hides nor seals what follows (docs/adr/0021).
 */
final class MemberGate implements MemberSocketInterceptor {
  private static final Logger log = LoggerFactory.getLogger(MemberGate.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PROOF_BYTES = 32;
  private static final byte[] CALLER = {'c'};
  private static final byte[] CALLED = {'d'};

  private final byte[] key;
  private final Supplier<Hello> hello;
  private final Duration patience;
  private final AtomicReference<@Nullable Terms> refused = new AtomicReference<>();

  /**
   * @param hello what this node says of itself, with another nonce each time
   */
  MemberGate(SharedSecret secret, Supplier<Hello> hello) {
    this(secret, hello, PATIENCE);
  }

  /**
   * @param hello what this node says of itself, with another nonce each time
   * @param patience how long a whole greeting may take
   */
  MemberGate(SharedSecret secret, Supplier<Hello> hello, Duration patience) {
    this.key = secret.keyFor("member-gate");
    this.hello = hello;
    this.patience = patience;
  }

  /** The last term for which others turned this node away when it called them. */
  Optional<Terms> refusal() {
    return Optional.ofNullable(refused.get());
  }

  @Override
  public void init(Properties unused) {
    // It was told everything when it was made.
  }

  @Override
  public void onConnect(Socket socket) throws IOException {
    Optional<Terms> broken = greet(socket, CALLER, CALLED);
    broken.ifPresent(refused::set);
    requireNone(socket, broken);
  }

  @Override
  public void onAccept(Socket socket) throws IOException {
    Optional<Terms> broken = greet(socket, CALLED, CALLER);
    broken.ifPresent(
        term ->
            log.warn("Turned a node at {} away: {}", socket.getRemoteSocketAddress(), term.word()));
    requireNone(socket, broken);
  }

  private static void requireNone(Socket socket, Optional<Terms> broken) throws IOException {
    if (broken.isPresent()) {
      throw new IOException(
          "no conversation with %s: %s"
              .formatted(socket.getRemoteSocketAddress(), broken.get().word()));
    }
  }

  private Optional<Terms> greet(Socket socket, byte[] myPart, byte[] theirPart) throws IOException {
    int timeout = socket.getSoTimeout();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    DataInputStream in = new DataInputStream(new TimedInput(socket, patience));
    Hello mine = hello.get();
    out.write(mine.bytes());
    Hello theirs = Hello.read(in);
    out.write(proof(myPart, mine, theirs));
    Optional<Terms> broken =
        MessageDigest.isEqual(in.readNBytes(PROOF_BYTES), proof(theirPart, theirs, mine))
                && !mine.nonce().equals(theirs.nonce())
            ? Terms.broken(mine, theirs)
            : Optional.of(Terms.SECRET);
    out.writeUTF(broken.map(Terms::word).orElse(""));
    out.flush();
    Optional<Terms> heard = word(Hello.text(in));
    socket.setSoTimeout(timeout);
    return broken.or(() -> heard);
  }

  private byte[] proof(byte[] part, Hello speaker, Hello listener) {
    return SharedSecret.hmac(key, part, speaker.bytes(), listener.bytes());
  }

  private static Optional<Terms> word(String word) throws IOException {
    if (word.isEmpty()) {
      return Optional.empty();
    }
    for (Terms term : Terms.values()) {
      if (term.word().equals(word)) {
        return Optional.of(term);
      }
    }
    throw new IOException("refused for a reason nobody knows here");
  }
}
