package io.busbar.hub;

import io.busbar.hub.config.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What this node is called. */
final class NodeName {
  private static final String ALONE = "node-1";
  private static final int BYTES = 4;

  private NodeName() {}

  /** The configured name; else, among other nodes, one made once and kept in {@code node-id}. */
  static String of(HubConfig config, HubFolder folder) throws IOException {
    String configured = config.node().id();
    if (configured != null) {
      return configured;
    }
    return config.node().cluster() == null ? ALONE : kept(folder);
  }

  private static String kept(HubFolder folder) throws IOException {
    Path file = folder.resolve("node-id");
    if (!Files.exists(file)) {
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      folder.write(file, "node-" + HexFormat.of().formatHex(bytes) + "\n");
    }
    return Files.readString(file).strip();
  }
}
