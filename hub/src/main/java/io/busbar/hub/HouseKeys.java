package io.busbar.hub;

import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.Secret;
import io.busbar.verticles.secrets.SecretKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the house: those of this node, or those all nodes have alike. The files of this node
 * hold them too, so that a backup of any node can be read again.
 *
 * @param signing signs tokens
 * @param secrets seals secrets of integrations
 */
record HouseKeys(Secret signing, SecretKey secrets) {
  private static final String SIGNING = "jwt";

  /** Asks the nodes for the key they have alike. */
  @FunctionalInterface
  interface Nodes {
    /** The key the nodes keep, or else this one. */
    String keyOf(String name, String own) throws TimeoutException;
  }

  /**
   * Reads the keys, made at first use. Blocks.
   *
   * @param configured signs tokens instead of a key of the folder
   * @param nodes null: this one is alone
   * @throws ConfigFault the nodes sign with another key than the configured one
   */
  static HouseKeys read(@Nullable Secret configured, HubFolder folder, @Nullable Nodes nodes)
      throws IOException, TimeoutException {
    Secret signing = configured == null ? folder.key(SIGNING) : configured;
    Path file = folder.resolve("keys").resolve("secrets.key");
    SecretKey secrets = SecretKeyFile.readOrMake(file, new SecureRandom());
    if (nodes == null) {
      return new HouseKeys(signing, secrets);
    }
    String own = Base64.getEncoder().encodeToString(secrets.getEncoded());
    String agreedSecrets = nodes.keyOf("secrets", own);
    Secret agreed = new Secret(nodes.keyOf(SIGNING, signing.reveal()));
    if (configured == null) {
      keep(folder, folder.resolve("keys").resolve(SIGNING), signing.reveal(), agreed.reveal());
    } else if (!configured.equals(agreed)) {
      throw another();
    }
    keep(folder, file, own, agreedSecrets);
    return new HouseKeys(agreed, SecretKeyFile.readOrMake(file, new SecureRandom()));
  }

  /** A key that gives way stays beside the file: what it sealed may be needed again. */
  private static void keep(HubFolder folder, Path file, String own, String agreed)
      throws IOException {
    if (own.equals(agreed)) {
      return;
    }
    Path former = file.resolveSibling(file.getFileName() + ".former");
    if (!Files.exists(former)) {
      Path unused = Files.createLink(former, file);
    }
    folder.write(file, agreed + "\n");
  }

  private static ConfigFault another() {
    return new ConfigFault(
        "JWT_SECRET_KEY is not the key the nodes of this house sign tokens with.",
        "Leave it out here, or set it to theirs. To change it for all: stop all nodes, run"
            + " `DELETE FROM cluster_keys WHERE name = 'jwt'`, set it on every node, start again.");
  }
}
