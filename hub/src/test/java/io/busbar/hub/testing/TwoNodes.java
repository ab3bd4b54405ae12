package io.busbar.hub.testing;

import io.busbar.hub.config.Secret;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Two hubs of one house, on a PostgreSQL that belongs to neither. */
public final class TwoNodes implements AutoCloseable {
  private static final String PASSWORD = "kestrel-umbra-41";
  private static final String SECRET = "sparrow-quarry-lantern-thimble-9041";

  private final EmbeddedPostgres postgres;
  private final DatabaseAddress database;
  private final Map<String, Integer> ports;
  private final HubProcess first;
  private final HubProcess second;

  private TwoNodes(
      EmbeddedPostgres postgres,
      DatabaseAddress database,
      Map<String, Integer> ports,
      Map<String, String> extra)
      throws IOException {
    this.postgres = postgres;
    this.database = database;
    this.ports = ports;
    this.first = HubProcess.prepare(settings("attic", extra));
    this.second = HubProcess.prepare(settings("cellar", extra));
  }

  /** Starts the database and both nodes; returns when they are ready. */
  public static TwoNodes start(Path folder, Map<String, String> extra) throws IOException {
    TwoNodes nodes = startFirst(folder, extra);
    try {
      nodes.second.start();
      return nodes;
    } catch (IOException | RuntimeException | AssertionError e) {
      nodes.close();
      throw e;
    }
  }

  /** Starts the database and the first node; the second one stays away. */
  public static TwoNodes startFirst(Path folder) throws IOException {
    return startFirst(folder, Map.of());
  }

  private static TwoNodes startFirst(Path folder, Map<String, String> extra) throws IOException {
    EmbeddedPostgres postgres = new EmbeddedPostgres(folder, new Secret(PASSWORD));
    Map<String, Integer> ports = Map.of("attic", FreePort.take(), "cellar", FreePort.take());
    TwoNodes nodes = new TwoNodes(postgres, postgres.start(), ports, extra);
    try {
      nodes.first.start();
      return nodes;
    } catch (IOException | RuntimeException | AssertionError e) {
      nodes.close();
      throw e;
    }
  }

  /** The node {@code attic}, which was there first and so has the duties. */
  public HubProcess first() {
    return first;
  }

  /** The node {@code cellar}. */
  public HubProcess second() {
    return second;
  }

  /** What a node of this name is started with; these win over what it would have. */
  public Map<String, String> settings(String name, Map<String, String> extra) throws IOException {
    Map<String, String> settings = HubProcess.emptyHouse();
    settings.put("BUSBAR_DATABASE_URL", url());
    settings.put("BUSBAR_NODE_ID", name);
    settings.put("BUSBAR_CLUSTER_HOST", "127.0.0.1");
    settings.put(
        "BUSBAR_CLUSTER_PORT",
        Integer.toString(ports.containsKey(name) ? ports.get(name) : FreePort.take()));
    settings.put(
        "BUSBAR_CLUSTER_MEMBERS",
        "127.0.0.1:%d,127.0.0.1:%d".formatted(ports.get("attic"), ports.get("cellar")));
    settings.put("BUSBAR_CLUSTER_SECRET", SECRET);
    settings.put("BUSBAR_MQTT_USERS", "remote:tram-orbit-lemon-7");
    settings.putAll(extra);
    return new HashMap<>(settings);
  }

  private String url() {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            database.user(), PASSWORD, database.host(), database.port(), database.database());
  }

  /** The database both share. */
  public DatabaseAddress database() {
    return database;
  }

  @Override
  public void close() throws IOException {
    try (HubProcess one = first;
        HubProcess other = second) {
      endQuietly(one);
      endQuietly(other);
    } finally {
      postgres.stop();
    }
  }

  private static void endQuietly(HubProcess hub) {
    if (hub.isAlive()) {
      hub.kill();
    }
  }
}
