package io.busbar.hub;

import io.busbar.hub.cluster.ClusterNode;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.verticles.secrets.SecretKeyFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the house: those of this node, or those all nodes have alike.
 *
 * @param signing signs tokens
 * @param secrets seals secrets of integrations
 */
record HouseKeys(Secret signing, SecretKey secrets) {
  static HouseKeys read(HubConfig config, HubFolder folder, @Nullable ClusterNode cluster)
      throws IOException, TimeoutException {
    Secret configured = config.identity().jwtSecret();
    Secret signing = configured == null ? folder.key("jwt") : configured;
    SecretKey secrets =
        SecretKeyFile.readOrMake(folder.resolve("keys").resolve("secrets.key"), new SecureRandom());
    return cluster == null ? new HouseKeys(signing, secrets) : shared(signing, secrets, cluster);
  }

  private static HouseKeys shared(Secret signing, SecretKey secrets, ClusterNode cluster)
      throws TimeoutException {
    String own = Base64.getEncoder().encodeToString(secrets.getEncoded());
    byte[] agreed = Base64.getDecoder().decode(cluster.sharedKey("secrets", own));
    return new HouseKeys(
        new Secret(cluster.sharedKey("jwt", signing.reveal())),
        new SecretKeySpec(agreed, secrets.getAlgorithm()));
  }
}
