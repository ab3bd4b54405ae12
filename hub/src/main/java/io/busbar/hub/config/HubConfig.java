package io.busbar.hub.config;

import io.busbar.contracts.value.House;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything one node is told, checked. {@link #of} is the only place that knows which key fills
 * which component.
 *
 * @param home the folder Busbar is installed in
 */
public record HubConfig(
    Path home,
    Server server,
    Management management,
    Storage storage,
    Database database,
    Identity identity,
    House house,
    Automations automations,
    Drivers drivers,
    Live live,
    Mqtt mqtt,
    MqttHouse mqttHouse,
    HomeAssistant homeAssistant,
    HostSensors hostSensors,
    Demo demo,
    History history,
    Activity activity,
    Log log,
    Node node) {

  /** Where the data directory says which ports the doors got. */
  public static final String PORTS_FILE = "ports.json";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration AGES = Duration.ofDays(4000);
  private static final int MANY = 100_000;

  /** The shape of REST answers. */
  public enum Envelope {
    LEGACY,
    DUAL
  }

  /** The form of log lines. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** How much is logged. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /**
   * @param driverPort the driver WebSocket's own port; null: the HTTP port
   */
  public record Server(
      String host,
      int port,
      @Nullable Integer driverPort,
      Envelope envelope,
      List<String> corsOrigins,
      int connectionsPerAddress) {
    public Server {
      corsOrigins = List.copyOf(corsOrigins);
      requireHost(ConfigKey.SERVER_HOST, host);
      for (String origin : corsOrigins) {
        if (!origin.matches("https?://[^/\\s]+")) {
          throw ConfigFault.of(
              ConfigKey.SERVER_CORS_ORIGINS,
              "has '" + origin + "'",
              "Write origins like http://192.168.1.5:3000, without a path.");
        }
      }
    }
  }

  public record Management(String host, int port) {
    public Management {
      requireHost(ConfigKey.MANAGEMENT_HOST, host);
    }
  }

  /**
   * @param dir everything the hub writes
   * @param driversDir installed drivers
   */
  public record Storage(Path dir, Path driversDir) {}

  /**
   * @param url null: the embedded PostgreSQL
   */
  public record Database(@Nullable Secret url, int connections, Duration connectWithin) {
    public Database {
      if (url != null && !url.reveal().matches("(?s)postgres(ql)?://\\S+")) {
        throw ConfigFault.of(
            ConfigKey.DATABASE_URL,
            "is no PostgreSQL address",
            "Write postgresql://user:password@host:port/db.");
      }
    }
  }

  /**
   * @param adminUsername null together with the password: a set-up code is printed instead
   * @param jwtSecret null: made once and kept in the data directory
   */
  public record Identity(
      @Nullable String adminUsername, @Nullable Secret adminPassword, @Nullable Secret jwtSecret) {
    private static final int MIN_SECRET = 32;

    public Identity {
      if ((adminUsername == null) != (adminPassword == null)) {
        throw ConfigFault.of(
            adminUsername == null
                ? ConfigKey.IDENTITY_ADMIN_USERNAME
                : ConfigKey.IDENTITY_ADMIN_PASSWORD,
            "is missing",
            "Set user name and password of the administrator together, or neither.");
      }
      if (jwtSecret != null && jwtSecret.reveal().length() < MIN_SECRET) {
        throw ConfigFault.of(
            ConfigKey.IDENTITY_JWT_SECRET,
            "is shorter than " + MIN_SECRET + " characters",
            "Make one with `openssl rand -hex 32`, or leave it empty.");
      }
    }
  }

  /**
   * @param httpAllow hosts that programs may call although they are local
   */
  public record Automations(List<String> httpAllow) {
    public Automations {
      httpAllow = List.copyOf(httpAllow);
      for (String host : httpAllow) {
        if (!host.matches("[0-9A-Za-z._:\\[\\]-]{1,253}")) {
          throw ConfigFault.of(
              ConfigKey.AUTOMATIONS_HTTP_ALLOW,
              "has '" + host + "'",
              "Write hosts like nas.local or 192.168.1.5, without scheme, port or path.");
        }
      }
    }
  }

  /**
   * @param remote whether drivers on other machines may connect
   * @param token what those must show; null: nothing
   * @param python interpreter of local drivers; null: the one on the PATH
   */
  public record Drivers(
      boolean remote,
      @Nullable Secret token,
      @Nullable String python,
      int eventsPerSecond,
      int eventBurst,
      ByteSize maxFrame,
      Duration registerWithin,
      Duration resultTimeout,
      Duration offlineGrace,
      Duration missingAfter) {
    public Drivers {
      if (eventBurst < eventsPerSecond) {
        throw ConfigFault.of(
            ConfigKey.DRIVERS_EVENT_BURST,
            "is below eventsPerSecond",
            "Set it to at least " + eventsPerSecond + ".");
      }
      if (missingAfter.compareTo(offlineGrace) < 0) {
        throw ConfigFault.of(
            ConfigKey.DRIVERS_MISSING_AFTER,
            "is below offlineGrace",
            "A device is offline before it is missing: make it longer.");
      }
    }
  }

  public record Live(
      int maxClients, int maxClientsPerUser, int queue, int replay, Duration heartbeat) {}

  /**
   * @param port null: no broker
   * @param users what clients log in with; empty: one user is generated
   * @param tlsPort null: no TLS
   */
  public record Mqtt(
      @Nullable Integer port,
      Map<String, Secret> users,
      List<TopicRight> rights,
      @Nullable Integer tlsPort,
      @Nullable Path tlsCertificate,
      @Nullable Path tlsKey,
      int maxClients,
      ByteSize maxPacket,
      int queue,
      int retained,
      int messagesPerSecond,
      Duration keepAlive) {
    public Mqtt {
      users = Map.copyOf(users);
      rights = List.copyOf(rights);
      if (tlsPort != null && (tlsCertificate == null || tlsKey == null)) {
        throw ConfigFault.of(
            ConfigKey.MQTT_TLS_PORT,
            "needs a certificate and its key",
            "Set BUSBAR_MQTT_TLS_CERTIFICATE and BUSBAR_MQTT_TLS_KEY to PEM files.");
      }
    }
  }

  /** What an MQTT user may read or write. */
  public record TopicRight(String user, boolean read, boolean write, String filter) {}

  /**
   * @param port null: no facade
   * @param cookie whether a login's cookie is enough to read states there
   */
  public record HomeAssistant(@Nullable Integer port, boolean cookie, boolean announce) {}

  public record HostSensors(boolean enabled) {}

  public record Demo(boolean enabled) {}

  /**
   * @param enabled whether changes of states are recorded
   * @param raw how long every change is kept
   * @param hourly how long numbers are kept by the hour
   */
  public record History(boolean enabled, Duration raw, Duration hourly) {
    public History {
      if (hourly.compareTo(raw) < 0) {
        throw ConfigFault.of(
            ConfigKey.HISTORY_HOURLY,
            "is below raw",
            "Hours are what is left when the changes are gone: keep them longer.");
      }
    }
  }

  /**
   * @param retention how long it is kept who did what
   */
  public record Activity(Duration retention) {}

  /**
   * @param configuration a Logback file instead of level and format; null: none
   */
  public record Log(LogLevel level, LogFormat format, @Nullable Path configuration) {}

  /**
   * @param id of this node; null: made once and kept
   * @param cluster null: a single node
   */
  public record Node(@Nullable String id, @Nullable Cluster cluster) {}

  /**
   * Makes the configuration of settings.
   *
   * @param home the folder Busbar is installed in
   * @throws ConfigFault a value of the wrong form, out of range, or one that does not fit another
   */
  public static HubConfig of(Path home, Settings settings) {
    return new HubConfig(
        home,
        server(settings),
        new Management(
            settings.text(ConfigKey.MANAGEMENT_HOST), settings.port(ConfigKey.MANAGEMENT_PORT)),
        storage(settings),
        new Database(
            settings.secret(ConfigKey.DATABASE_URL),
            settings.number(ConfigKey.DATABASE_CONNECTIONS, 2, 100),
            settings.span(ConfigKey.DATABASE_CONNECT_WITHIN, SECOND, HOUR)),
        new Identity(
            settings.optional(ConfigKey.IDENTITY_ADMIN_USERNAME),
            settings.secret(ConfigKey.IDENTITY_ADMIN_PASSWORD),
            settings.secret(ConfigKey.IDENTITY_JWT_SECRET)),
        HouseSettings.read(settings),
        new Automations(settings.list(ConfigKey.AUTOMATIONS_HTTP_ALLOW)),
        drivers(settings),
        live(settings),
        MqttSettings.read(settings),
        MqttHouse.read(settings),
        new HomeAssistant(
            settings.optionalPort(ConfigKey.HOME_ASSISTANT_PORT),
            settings.flag(ConfigKey.HOME_ASSISTANT_COOKIE),
            settings.flag(ConfigKey.HOME_ASSISTANT_ANNOUNCE)),
        new HostSensors(settings.flag(ConfigKey.SENSORS_ENABLED)),
        new Demo(settings.flag(ConfigKey.DEMO_ENABLED)),
        history(settings),
        new Activity(settings.span(ConfigKey.ACTIVITY_RETENTION, HOUR, AGES)),
        log(settings),
        ClusterSettings.read(settings));
  }

  private static Server server(Settings settings) {
    return new Server(
        settings.text(ConfigKey.SERVER_HOST),
        settings.port(ConfigKey.SERVER_PORT),
        settings.isSet(ConfigKey.SERVER_DRIVER_PORT)
            ? settings.port(ConfigKey.SERVER_DRIVER_PORT)
            : null,
        settings.choice(ConfigKey.SERVER_ENVELOPE, Envelope.class),
        settings.list(ConfigKey.SERVER_CORS_ORIGINS),
        settings.number(ConfigKey.SERVER_CONNECTIONS_PER_ADDRESS, 1, MANY));
  }

  private static Storage storage(Settings settings) {
    Path dir = settings.path(ConfigKey.STORAGE_DIR);
    return new Storage(
        dir,
        settings.isSet(ConfigKey.STORAGE_DRIVERS_DIR)
            ? settings.path(ConfigKey.STORAGE_DRIVERS_DIR)
            : dir.resolve("drivers"));
  }

  private static Drivers drivers(Settings settings) {
    return new Drivers(
        settings.flag(ConfigKey.DRIVERS_REMOTE),
        settings.secret(ConfigKey.DRIVERS_TOKEN),
        settings.optional(ConfigKey.DRIVERS_PYTHON),
        settings.number(ConfigKey.DRIVERS_EVENTS_PER_SECOND, 1, MANY),
        settings.number(ConfigKey.DRIVERS_EVENT_BURST, 1, MANY),
        settings.size(ConfigKey.DRIVERS_MAX_FRAME, "1KiB", "16MiB"),
        settings.span(ConfigKey.DRIVERS_REGISTER_WITHIN, SECOND, HOUR),
        settings.span(ConfigKey.DRIVERS_RESULT_TIMEOUT, SECOND, Duration.ofMinutes(10)),
        settings.span(ConfigKey.DRIVERS_OFFLINE_GRACE, Duration.ZERO, HOUR),
        settings.span(ConfigKey.DRIVERS_MISSING_AFTER, SECOND, Duration.ofDays(30)));
  }

  private static Live live(Settings settings) {
    return new Live(
        settings.number(ConfigKey.LIVE_MAX_CLIENTS, 1, MANY),
        settings.number(ConfigKey.LIVE_MAX_CLIENTS_PER_USER, 1, MANY),
        settings.number(ConfigKey.LIVE_QUEUE, 10, MANY),
        settings.number(ConfigKey.LIVE_REPLAY, 0, MANY),
        settings.span(ConfigKey.LIVE_HEARTBEAT, SECOND, Duration.ofMinutes(5)));
  }

  private static History history(Settings settings) {
    return new History(
        settings.flag(ConfigKey.HISTORY_ENABLED),
        settings.span(ConfigKey.HISTORY_RAW, HOUR, Duration.ofDays(400)),
        settings.span(ConfigKey.HISTORY_HOURLY, HOUR, AGES));
  }

  private static Log log(Settings settings) {
    return new Log(
        settings.choice(ConfigKey.LOG_LEVEL, LogLevel.class),
        settings.choice(ConfigKey.LOG_FORMAT, LogFormat.class),
        settings.isSet(ConfigKey.LOG_FILE) ? settings.path(ConfigKey.LOG_FILE) : null);
  }

  private static void requireHost(ConfigKey key, String host) {
    if (host.isBlank() || host.length() > 253 || host.contains(" ")) {
      throw ConfigFault.of(key, "is no listen address", "Write 0.0.0.0, 127.0.0.1 or a host name.");
    }
  }
}
