package io.busbar.hub.config;

/**
 * Everything that can be set. Each key has a name in {@code conf/busbar.yaml} ({@code
 * section.name}), an environment variable that wins over the file, a default and a meaning.
 */
public enum ConfigKey {
  SERVER_PORT(
      "server.port",
      "PORT",
      "8080",
      "HTTP port: REST, live feeds, driver WebSocket, console; 0 = any free port"),
  SERVER_HOST("server.host", "BUSBAR_HOST", "0.0.0.0", "listen address of the public doors"),
  SERVER_DRIVER_PORT(
      "server.driverPort",
      "DRIVER_WS_PORT",
      "",
      "own port of the driver WebSocket; empty = the HTTP port"),
  SERVER_ENVELOPE(
      "server.envelope", "BUSBAR_ENVELOPE", "legacy", "shape of REST answers: legacy or dual"),
  SERVER_CORS_ORIGINS(
      "server.corsOrigins",
      "BUSBAR_CORS_ORIGINS",
      "",
      "comma-separated origins that browsers may call from, besides those of the local network"),
  SERVER_CONNECTIONS_PER_ADDRESS(
      "server.connectionsPerAddress",
      "BUSBAR_CONNECTIONS_PER_ADDRESS",
      "2048",
      "open connections of one address, 1 to 100000; behind a proxy all come from its address"),
  MANAGEMENT_PORT(
      "management.port",
      "BUSBAR_MANAGEMENT_PORT",
      "8081",
      "health, metrics, tokens, tap; 0 = any free port"),
  MANAGEMENT_HOST(
      "management.host",
      "BUSBAR_MANAGEMENT_HOST",
      "127.0.0.1",
      "listen address of the management door"),
  STORAGE_DIR(
      "storage.dir",
      "BUSBAR_DATA_DIR",
      "./data",
      "everything the hub writes: database, drivers, keys; mode 0700"),
  STORAGE_DRIVERS_DIR(
      "storage.driversDir",
      "HOS_RUNTIME_STORAGE_DIR",
      "",
      "installed drivers and their files; empty = drivers in the data directory"),
  DATABASE_URL(
      "database.url",
      "BUSBAR_DATABASE_URL",
      "",
      "postgresql://user:password@host:port/db; empty = the embedded PostgreSQL",
      true),
  DATABASE_CONNECTIONS(
      "database.connections",
      "BUSBAR_DATABASE_CONNECTIONS",
      "12",
      "connections the hub keeps to PostgreSQL, 2 to 100"),
  DATABASE_CONNECT_WITHIN(
      "database.connectWithin",
      "BUSBAR_DATABASE_CONNECT_WITHIN",
      "30s",
      "how long start-up waits for the database before it gives up"),
  IDENTITY_ADMIN_USERNAME(
      "identity.adminUsername",
      "BUSBAR_ADMIN_USERNAME",
      "",
      "first administrator, made when there is none; empty = a one-time set-up code is printed"),
  IDENTITY_ADMIN_PASSWORD(
      "identity.adminPassword",
      "BUSBAR_ADMIN_PASSWORD",
      "",
      "password of that administrator",
      true),
  IDENTITY_JWT_SECRET(
      "identity.jwtSecret",
      "JWT_SECRET_KEY",
      "",
      "signs tokens, at least 32 characters; empty = made once and kept in the data directory",
      true),
  HOUSE_NAME("house.name", "BUSBAR_HOUSE_NAME", "Home", "what people call the house"),
  HOUSE_TIMEZONE(
      "house.timezone",
      "BUSBAR_TZ",
      "",
      "time zone of the house, e.g. Europe/Berlin; empty = that of the machine"),
  HOUSE_LATITUDE(
      "house.latitude",
      "BUSBAR_HOUSE_LATITUDE",
      "",
      "degrees north of the equator, -90 to 90, for sunrise and sunset; empty = not known"),
  HOUSE_LONGITUDE(
      "house.longitude",
      "BUSBAR_HOUSE_LONGITUDE",
      "",
      "degrees east of Greenwich, -180 to 180; set it together with the latitude"),
  AUTOMATIONS_HTTP_ALLOW(
      "automations.httpAllow",
      "BUSBAR_HTTP_ALLOW",
      "",
      "comma-separated hosts that programs may call although they are on the local network"),
  DRIVERS_REMOTE(
      "drivers.remote",
      "BUSBAR_DRIVER_REMOTE",
      "false",
      "whether drivers on other machines may connect"),
  DRIVERS_TOKEN(
      "drivers.token",
      "BUSBAR_DRIVER_TOKEN",
      "",
      "token that drivers on other machines must show; empty = none",
      true),
  DRIVERS_PYTHON(
      "drivers.python",
      "HAPTIQUE_PYTHON_BIN",
      "",
      "Python interpreter of local drivers; empty = python3 on the PATH"),
  DRIVERS_EVENTS_PER_SECOND(
      "drivers.eventsPerSecond",
      "BUSBAR_DRIVER_EVENTS_PER_SECOND",
      "200",
      "events one driver may send per second, 1 to 100000"),
  DRIVERS_EVENT_BURST(
      "drivers.eventBurst",
      "BUSBAR_DRIVER_EVENT_BURST",
      "1000",
      "events one driver may send at once, not below eventsPerSecond"),
  DRIVERS_MAX_FRAME(
      "drivers.maxFrame",
      "BUSBAR_DRIVER_MAX_FRAME",
      "1MiB",
      "largest message of a driver, 1KiB to 16MiB"),
  DRIVERS_REGISTER_WITHIN(
      "drivers.registerWithin",
      "BUSBAR_DRIVER_REGISTER_WITHIN",
      "30s",
      "a driver that has not registered by then is disconnected"),
  DRIVERS_RESULT_TIMEOUT(
      "drivers.resultTimeout",
      "BUSBAR_DRIVER_RESULT_TIMEOUT",
      "120s",
      "longest wait for the outcome of a command, 1s to 10m"),
  DRIVERS_OFFLINE_GRACE(
      "drivers.offlineGrace",
      "BUSBAR_DRIVER_OFFLINE_GRACE",
      "10s",
      "how long a driver may be away before its devices count as offline"),
  DRIVERS_MISSING_AFTER(
      "drivers.missingAfter",
      "BUSBAR_DRIVER_MISSING_AFTER",
      "5m",
      "a device its driver no longer announces counts as missing after this"),
  LIVE_MAX_CLIENTS(
      "live.maxClients",
      "BUSBAR_LIVE_MAX_CLIENTS",
      "1000",
      "live connections the hub serves at once, 1 to 100000"),
  LIVE_MAX_CLIENTS_PER_USER(
      "live.maxClientsPerUser",
      "BUSBAR_LIVE_MAX_CLIENTS_PER_USER",
      "100",
      "live connections one person may have at once"),
  LIVE_QUEUE(
      "live.queue",
      "BUSBAR_LIVE_QUEUE",
      "1000",
      "messages kept for a slow client before it is asked to start over, 10 to 100000"),
  LIVE_REPLAY(
      "live.replay",
      "BUSBAR_LIVE_REPLAY",
      "1000",
      "messages kept for clients that reconnect, 0 to 100000"),
  LIVE_HEARTBEAT(
      "live.heartbeat",
      "BUSBAR_LIVE_HEARTBEAT",
      "15s",
      "how often a live connection shows a sign of life, 1s to 5m"),
  MQTT_PORT(
      "mqtt.port", "BUSBAR_MQTT_PORT", "1883", "MQTT broker; 0 = any free port, off = no broker"),
  MQTT_USERS(
      "mqtt.users",
      "BUSBAR_MQTT_USERS",
      "",
      "comma-separated name:password of MQTT clients; empty = one generated user, shown once",
      true),
  MQTT_RIGHTS(
      "mqtt.rights",
      "BUSBAR_MQTT_RIGHTS",
      "",
      "comma-separated name:read|write|both:filter; a user without any may do everything"),
  MQTT_TLS_PORT(
      "mqtt.tlsPort",
      "BUSBAR_MQTT_TLS_PORT",
      "off",
      "MQTT over TLS; 0 = any free port, off = none"),
  MQTT_TLS_CERTIFICATE(
      "mqtt.tlsCertificate",
      "BUSBAR_MQTT_TLS_CERTIFICATE",
      "",
      "certificate chain of the TLS port, a PEM file"),
  MQTT_TLS_KEY("mqtt.tlsKey", "BUSBAR_MQTT_TLS_KEY", "", "private key of the TLS port, a PEM file"),
  MQTT_MAX_CLIENTS(
      "mqtt.maxClients",
      "BUSBAR_MQTT_MAX_CLIENTS",
      "1000",
      "MQTT connections at once, 1 to 100000"),
  MQTT_MAX_PACKET(
      "mqtt.maxPacket", "BUSBAR_MQTT_MAX_PACKET", "4MiB", "largest MQTT packet, 1KiB to 16MiB"),
  MQTT_QUEUE(
      "mqtt.queue",
      "BUSBAR_MQTT_QUEUE",
      "100000",
      "messages of QoS 1 and 2 kept for a client that is away, 10 to 1000000"),
  MQTT_RETAINED(
      "mqtt.retained", "BUSBAR_MQTT_RETAINED", "200000", "retained messages, 100 to 1000000"),
  MQTT_MESSAGES_PER_SECOND(
      "mqtt.messagesPerSecond",
      "BUSBAR_MQTT_MESSAGES_PER_SECOND",
      "20000",
      "messages one client may send in a second before it is slowed down, 10 to 10000000"),
  MQTT_KEEP_ALIVE(
      "mqtt.keepAlive",
      "BUSBAR_MQTT_KEEP_ALIVE",
      "60s",
      "longest keep-alive that MQTT 5 clients are granted, 5s to 18h"),
  MQTT_BRIDGE(
      "mqtt.bridge",
      "BUSBAR_MQTT_BRIDGE",
      "",
      "mqtt[s]://user:password@host:port of a broker to be a client of, beside the own; empty = none",
      true),
  MQTT_BRIDGE_CA(
      "mqtt.bridgeCa",
      "BUSBAR_MQTT_BRIDGE_CA",
      "",
      "authorities to trust with mqtts, a PEM file; empty = the usual ones"),
  MQTT_BRIDGE_CLIENT_ID(
      "mqtt.bridgeClientId",
      "BUSBAR_MQTT_BRIDGE_CLIENT_ID",
      "",
      "client id at that broker; empty = made of the id of the hub"),
  MQTT_BRIDGE_KEEP_ALIVE(
      "mqtt.bridgeKeepAlive",
      "BUSBAR_MQTT_BRIDGE_KEEP_ALIVE",
      "30s",
      "how soon that broker notices that the hub is gone, 5s to 18h"),
  MQTT_HOME_ASSISTANT(
      "mqtt.homeAssistant",
      "BUSBAR_MQTT_HOME_ASSISTANT",
      "device",
      "how Home Assistant is told of devices: device, single (one message an entity) or off"),
  MQTT_HOME_ASSISTANT_PREFIX(
      "mqtt.homeAssistantPrefix",
      "BUSBAR_MQTT_HOME_ASSISTANT_PREFIX",
      "homeassistant",
      "what the topics of Home Assistant's discovery begin with"),
  HOME_ASSISTANT_PORT(
      "homeAssistant.port",
      "BUSBAR_HA_FACADE_PORT",
      "off",
      "port on which the hub answers like Home Assistant, usually 8123; 0 = any free port, off ="
          + " not at all"),
  HOME_ASSISTANT_COOKIE(
      "homeAssistant.cookie",
      "BUSBAR_HA_FACADE_COOKIE",
      "true",
      "whether states may be read there with the cookie of a login at the hub, without a token"),
  HOME_ASSISTANT_ANNOUNCE(
      "homeAssistant.announce",
      "BUSBAR_HA_FACADE_ANNOUNCE",
      "true",
      "whether the facade, when it is on, is announced on the local network (mDNS)"),
  SENSORS_ENABLED(
      "hostSensors.enabled",
      "BUSBAR_HOST_SENSORS",
      "true",
      "whether the machine of the hub appears as a device"),
  DEMO_ENABLED(
      "demo.enabled",
      "BUSBAR_DEMO",
      "false",
      "whether a small simulated house appears among the devices, as with `busbar run --demo`"),
  HISTORY_ENABLED(
      "history.enabled", "BUSBAR_HISTORY", "true", "whether changes of device states are recorded"),
  HISTORY_RAW(
      "history.raw",
      "BUSBAR_HISTORY_RAW",
      "10d",
      "how long every change of a state is kept, 1h to 400d"),
  HISTORY_HOURLY(
      "history.hourly",
      "BUSBAR_HISTORY_HOURLY",
      "400d",
      "how long numbers are kept by the hour, not below raw, up to 4000d"),
  ACTIVITY_RETENTION(
      "activity.retention",
      "BUSBAR_ACTIVITY_RETENTION",
      "90d",
      "how long it is kept who did what, 1h to 4000d"),
  LOG_LEVEL("log.level", "BUSBAR_LOG_LEVEL", "info", "trace, debug, info, warn or error"),
  LOG_FORMAT("log.format", "BUSBAR_LOG_FORMAT", "text", "text or json (one object per line)"),
  LOG_FILE(
      "log.configuration",
      "BUSBAR_LOG_CONFIGURATION",
      "",
      "a Logback file, e.g. conf/logback.xml, instead of level and format"),
  CLUSTER_MEMBERS(
      "cluster.members",
      "BUSBAR_CLUSTER_MEMBERS",
      "",
      "comma-separated host:port of all nodes of one house; empty = a single node"),
  CLUSTER_HOST(
      "cluster.host",
      "BUSBAR_CLUSTER_HOST",
      "",
      "address of this node among the members; empty = the one member that is this machine"),
  CLUSTER_PORT(
      "cluster.port",
      "BUSBAR_CLUSTER_PORT",
      "",
      "port of this node among the members; empty = that of its entry"),
  CLUSTER_BUS_PORT(
      "cluster.busPort",
      "BUSBAR_CLUSTER_BUS_PORT",
      "0",
      "port on which this node takes messages of the others; 0 = any free port"),
  CLUSTER_NAME(
      "cluster.name",
      "BUSBAR_CLUSTER_NAME",
      "busbar",
      "name of the house among clusters, the same on all nodes"),
  CLUSTER_SECRET(
      "cluster.secret",
      "BUSBAR_CLUSTER_SECRET",
      "",
      "what nodes know each other by, at least 32 characters, the same on all nodes",
      true),
  CLUSTER_FILE(
      "cluster.file",
      "BUSBAR_CLUSTER_FILE",
      "",
      "how nodes watch each other, a Hazelcast file; empty = conf/cluster.yaml"),
  NODE_ID(
      "cluster.nodeId",
      "BUSBAR_NODE_ID",
      "",
      "name of this node, letters, digits and hyphens; empty = made once and kept");

  private final String key;
  private final String env;
  private final String fallback;
  private final String meaning;
  private final boolean secret;

  ConfigKey(String key, String env, String fallback, String meaning) {
    this(key, env, fallback, meaning, false);
  }

  ConfigKey(String key, String env, String fallback, String meaning, boolean secret) {
    this.key = key;
    this.env = env;
    this.fallback = fallback;
    this.meaning = meaning;
    this.secret = secret;
  }

  /** The name in the file, {@code section.name}. */
  public String key() {
    return key;
  }

  /** The environment variable. */
  public String env() {
    return env;
  }

  /** What holds when nobody sets it. */
  public String fallback() {
    return fallback;
  }

  /** What it does, for a person. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value is never shown. */
  public boolean secret() {
    return secret;
  }

  @Override
  public String toString() {
    return key + " (" + env + ")";
  }
}
