package io.busbar.hub.config;

import io.busbar.contracts.value.House;
import io.busbar.hub.config.HubConfig.Envelope;
import io.busbar.hub.config.HubConfig.LogFormat;
import io.busbar.hub.config.HubConfig.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Every key away from its default, as variables, as a file, and as the configuration they make. */
final class Samples {
  static final List<String> SECRETS =
      List.of(
          "dbSecret",
          "adminSecret",
          "jwtSecretjwtSecretjwtSecretjwtSecret",
          "driverSecret",
          "mqttSecret",
          "bridge%40Secret",
          "clusterSecretclusterSecretclusterSecret");

  static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("PORT", "9090"),
          Map.entry("BUSBAR_HOST", "127.0.0.2"),
          Map.entry("DRIVER_WS_PORT", "9091"),
          Map.entry("BUSBAR_ENVELOPE", "dual"),
          Map.entry("BUSBAR_CORS_ORIGINS", "http://a:1, https://b"),
          Map.entry("BUSBAR_CONNECTIONS_PER_ADDRESS", "12"),
          Map.entry("BUSBAR_MANAGEMENT_PORT", "9092"),
          Map.entry("BUSBAR_MANAGEMENT_HOST", "127.0.0.3"),
          Map.entry("BUSBAR_DATA_DIR", "/var/a"),
          Map.entry("HOS_RUNTIME_STORAGE_DIR", "/var/b"),
          Map.entry("BUSBAR_DATABASE_URL", "postgresql://u:dbSecret@h:1/d"),
          Map.entry("BUSBAR_DATABASE_CONNECTIONS", "5"),
          Map.entry("BUSBAR_DATABASE_CONNECT_WITHIN", "5s"),
          Map.entry("BUSBAR_ADMIN_USERNAME", "ann"),
          Map.entry("BUSBAR_ADMIN_PASSWORD", "adminSecret"),
          Map.entry("JWT_SECRET_KEY", "jwtSecretjwtSecretjwtSecretjwtSecret"),
          Map.entry("BUSBAR_HOUSE_NAME", "Villa"),
          Map.entry("BUSBAR_TZ", "Europe/Berlin"),
          Map.entry("BUSBAR_HOUSE_LATITUDE", "52.52"),
          Map.entry("BUSBAR_HOUSE_LONGITUDE", "-13.405"),
          Map.entry("BUSBAR_HTTP_ALLOW", "nas.local, 10.0.0.7"),
          Map.entry("BUSBAR_DRIVER_REMOTE", "true"),
          Map.entry("BUSBAR_DRIVER_TOKEN", "driverSecret"),
          Map.entry("HAPTIQUE_PYTHON_BIN", "/usr/bin/python3"),
          Map.entry("BUSBAR_DRIVER_EVENTS_PER_SECOND", "20"),
          Map.entry("BUSBAR_DRIVER_EVENT_BURST", "30"),
          Map.entry("BUSBAR_DRIVER_MAX_FRAME", "64KiB"),
          Map.entry("BUSBAR_DRIVER_REGISTER_WITHIN", "3s"),
          Map.entry("BUSBAR_DRIVER_RESULT_TIMEOUT", "1m"),
          Map.entry("BUSBAR_DRIVER_OFFLINE_GRACE", "500ms"),
          Map.entry("BUSBAR_DRIVER_MISSING_AFTER", "1h"),
          Map.entry("BUSBAR_LIVE_MAX_CLIENTS", "10"),
          Map.entry("BUSBAR_LIVE_MAX_CLIENTS_PER_USER", "2"),
          Map.entry("BUSBAR_LIVE_QUEUE", "20"),
          Map.entry("BUSBAR_LIVE_REPLAY", "0"),
          Map.entry("BUSBAR_LIVE_HEARTBEAT", "2s"),
          Map.entry("BUSBAR_MQTT_PORT", "9093"),
          Map.entry("BUSBAR_MQTT_USERS", "remote:mqttSecret"),
          Map.entry("BUSBAR_MQTT_RIGHTS", "remote:both:Haptique/#, remote:read:a:b"),
          Map.entry("BUSBAR_MQTT_TLS_PORT", "9094"),
          Map.entry("BUSBAR_MQTT_TLS_CERTIFICATE", "/etc/c.pem"),
          Map.entry("BUSBAR_MQTT_TLS_KEY", "/etc/k.pem"),
          Map.entry("BUSBAR_MQTT_MAX_CLIENTS", "30"),
          Map.entry("BUSBAR_MQTT_MAX_PACKET", "64KiB"),
          Map.entry("BUSBAR_MQTT_QUEUE", "40"),
          Map.entry("BUSBAR_MQTT_RETAINED", "600"),
          Map.entry("BUSBAR_MQTT_MESSAGES_PER_SECOND", "50"),
          Map.entry("BUSBAR_MQTT_KEEP_ALIVE", "2m"),
          Map.entry("BUSBAR_MQTT_BRIDGE", "mqtts://hub:bridge%40Secret@broker.lan"),
          Map.entry("BUSBAR_MQTT_BRIDGE_CA", "/etc/ca.pem"),
          Map.entry("BUSBAR_MQTT_BRIDGE_CLIENT_ID", "house"),
          Map.entry("BUSBAR_MQTT_BRIDGE_KEEP_ALIVE", "10s"),
          Map.entry("BUSBAR_MQTT_HOME_ASSISTANT", "single"),
          Map.entry("BUSBAR_MQTT_HOME_ASSISTANT_PREFIX", "ha/here"),
          Map.entry("BUSBAR_HA_FACADE_PORT", "8123"),
          Map.entry("BUSBAR_HA_FACADE_COOKIE", "off"),
          Map.entry("BUSBAR_HA_FACADE_ANNOUNCE", "no"),
          Map.entry("BUSBAR_HOST_SENSORS", "off"),
          Map.entry("BUSBAR_DEMO", "on"),
          Map.entry("BUSBAR_HISTORY", "no"),
          Map.entry("BUSBAR_HISTORY_RAW", "3d"),
          Map.entry("BUSBAR_HISTORY_HOURLY", "30d"),
          Map.entry("BUSBAR_ACTIVITY_RETENTION", "12h"),
          Map.entry("BUSBAR_LOG_LEVEL", "debug"),
          Map.entry("BUSBAR_LOG_FORMAT", "json"),
          Map.entry("BUSBAR_LOG_CONFIGURATION", "/etc/logback.xml"),
          Map.entry("BUSBAR_CLUSTER_MEMBERS", "10.0.0.2:5701, [fd00::3]:5702"),
          Map.entry("BUSBAR_CLUSTER_HOST", "10.0.0.2"),
          Map.entry("BUSBAR_CLUSTER_PORT", "5701"),
          Map.entry("BUSBAR_CLUSTER_BUS_PORT", "5711"),
          Map.entry("BUSBAR_CLUSTER_NAME", "villa"),
          Map.entry("BUSBAR_CLUSTER_SECRET", "clusterSecretclusterSecretclusterSecret"),
          Map.entry("BUSBAR_CLUSTER_FILE", "/etc/cluster.yaml"),
          Map.entry("BUSBAR_NODE_ID", "attic"));

  static final String YAML =
      """
      server:
        port: 9090
        host: 127.0.0.2
        driverPort: 9091
        envelope: dual
        corsOrigins: [http://a:1, https://b]
        connectionsPerAddress: 12
      management: {port: 9092, host: 127.0.0.3}
      storage: {dir: /var/a, driversDir: /var/b}
      database:
        url: postgresql://u:dbSecret@h:1/d
        connections: 5
        connectWithin: 5s
      identity:
        adminUsername: ann
        adminPassword: adminSecret
        jwtSecret: jwtSecretjwtSecretjwtSecretjwtSecret
      house: {name: Villa, timezone: Europe/Berlin, latitude: 52.52, longitude: -13.405}
      automations: {httpAllow: [nas.local, 10.0.0.7]}
      drivers:
        remote: true
        token: driverSecret
        python: /usr/bin/python3
        eventsPerSecond: 20
        eventBurst: 30
        maxFrame: 64KiB
        registerWithin: 3s
        resultTimeout: 1m
        offlineGrace: 500ms
        missingAfter: 1h
      live:
        maxClients: 10
        maxClientsPerUser: 2
        queue: 20
        replay: 0
        heartbeat: 2s
      mqtt:
        port: 9093
        users: ["remote:mqttSecret"]
        rights: ["remote:both:Haptique/#", "remote:read:a:b"]
        tlsPort: 9094
        tlsCertificate: /etc/c.pem
        tlsKey: /etc/k.pem
        maxClients: 30
        maxPacket: 64KiB
        queue: 40
        retained: 600
        messagesPerSecond: 50
        keepAlive: 2m
        bridge: mqtts://hub:bridge%40Secret@broker.lan
        bridgeCa: /etc/ca.pem
        bridgeClientId: house
        bridgeKeepAlive: 10s
        homeAssistant: single
        homeAssistantPrefix: ha/here
      homeAssistant: {port: 8123, cookie: off, announce: no}
      hostSensors: {enabled: off}
      demo: {enabled: on}
      history: {enabled: no, raw: 3d, hourly: 30d}
      activity: {retention: 12h}
      log: {level: debug, format: json, configuration: /etc/logback.xml}
      cluster:
        members: ["10.0.0.2:5701", "[fd00::3]:5702"]
        host: 10.0.0.2
        port: 5701
        busPort: 5711
        name: villa
        secret: clusterSecretclusterSecretclusterSecret
        file: /etc/cluster.yaml
        nodeId: attic
      """;

  private Samples() {}

  static HubConfig expected(Path home) {
    return new HubConfig(
        home,
        new HubConfig.Server(
            "127.0.0.2", 9090, 9091, Envelope.DUAL, List.of("http://a:1", "https://b"), 12),
        new HubConfig.Management("127.0.0.3", 9092),
        new HubConfig.Storage(Path.of("/var/a"), Path.of("/var/b")),
        new HubConfig.Database(
            new Secret("postgresql://u:dbSecret@h:1/d"), 5, Duration.ofSeconds(5)),
        new HubConfig.Identity(
            "ann", new Secret("adminSecret"), new Secret("jwtSecretjwtSecretjwtSecretjwtSecret")),
        new House("Villa", ZoneId.of("Europe/Berlin"), 52.52, -13.405),
        new HubConfig.Automations(List.of("nas.local", "10.0.0.7")),
        new HubConfig.Drivers(
            true,
            new Secret("driverSecret"),
            "/usr/bin/python3",
            20,
            30,
            new ByteSize(64 * 1024),
            Duration.ofSeconds(3),
            Duration.ofMinutes(1),
            Duration.ofMillis(500),
            Duration.ofHours(1)),
        new HubConfig.Live(10, 2, 20, 0, Duration.ofSeconds(2)),
        mqtt(),
        mqttHouse(),
        new HubConfig.HomeAssistant(8123, false, false),
        new HubConfig.HostSensors(false),
        new HubConfig.Demo(true),
        new HubConfig.History(false, Duration.ofDays(3), Duration.ofDays(30)),
        new HubConfig.Activity(Duration.ofHours(12)),
        new HubConfig.Log(LogLevel.DEBUG, LogFormat.JSON, Path.of("/etc/logback.xml")),
        new HubConfig.Node("attic", cluster()));
  }

  private static Cluster cluster() {
    return new Cluster(
        List.of(new Cluster.Member("10.0.0.2", 5701), new Cluster.Member("fd00::3", 5702)),
        "10.0.0.2",
        5701,
        5711,
        "villa",
        new Secret("clusterSecretclusterSecretclusterSecret"),
        Path.of("/etc/cluster.yaml"));
  }

  private static MqttHouse mqttHouse() {
    return new MqttHouse(
        new MqttHouse.Bridge(
            "broker.lan",
            8883,
            true,
            "hub",
            new Secret("bridge@Secret"),
            Path.of("/etc/ca.pem"),
            "house",
            Duration.ofSeconds(10)),
        MqttHouse.HomeAssistant.SINGLE,
        "ha/here");
  }

  private static HubConfig.Mqtt mqtt() {
    return new HubConfig.Mqtt(
        9093,
        Map.of("remote", new Secret("mqttSecret")),
        List.of(
            new HubConfig.TopicRight("remote", true, true, "Haptique/#"),
            new HubConfig.TopicRight("remote", true, false, "a:b")),
        9094,
        Path.of("/etc/c.pem"),
        Path.of("/etc/k.pem"),
        30,
        new ByteSize(64 * 1024),
        40,
        600,
        50,
        Duration.ofMinutes(2));
  }
}
