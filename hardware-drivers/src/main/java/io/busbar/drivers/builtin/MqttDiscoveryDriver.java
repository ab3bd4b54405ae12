package io.busbar.drivers.builtin;

import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Awaiting;
import io.busbar.drivers.discovery.Dialect;
import io.busbar.drivers.discovery.DiscoveryLimits;
import io.busbar.drivers.discovery.MqttDiscovery;
import io.busbar.drivers.discovery.homeassistant.HomeAssistant;
import io.busbar.drivers.discovery.homie.Homie;
import io.busbar.drivers.discovery.tasmota.Tasmota;
import io.busbar.drivers.discovery.zigbee2mqtt.Zigbee2Mqtt;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.kit.Driver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs the devices that announce themselves over MQTT. */
public final class MqttDiscoveryDriver implements BuiltInDriver {
  /** The key of its manifest. */
  public static final DriverKey KEY = new DriverKey(MqttDiscovery.KEY);

  private static final String ZIGBEE2MQTT = "zigbee2mqtt";
  private static final Pattern PREFIX = Pattern.compile("[^+#$\\p{Cntrl}/][^+#\\p{Cntrl}]{0,99}");

  private final Vertx vertx;
  private final MqttLink mqtt;
  private final Supplier<Future<String>> hubId;
  private final @Nullable String token;

  /**
   * @param mqtt the brokers of the house
   * @param hubId asks for this hub's id, as it stands in what the hub announces itself
   * @param token what the driver socket asks for, when it does
   */
  public MqttDiscoveryDriver(
      Vertx vertx, MqttLink mqtt, Supplier<Future<String>> hubId, @Nullable String token) {
    this.vertx = vertx;
    this.mqtt = mqtt;
    this.hubId = hubId;
    this.token = token;
  }

  @Override
  public void run(Wanted wanted) throws IOException, InterruptedException {
    List<Dialect> dialects = dialects(wanted.properties());
    Driver driver =
        Driver.of(KEY.value(), wanted.driver().instanceId().value(), wanted.url())
            .name(wanted.name())
            .token(token)
            .build();
    try (MqttDiscovery discovery =
        new MqttDiscovery(
            driver,
            wanted.name(),
            dialects,
            mqtt,
            vertx,
            DiscoveryLimits.DEFAULT,
            System::nanoTime)) {
      discovery.run();
    }
  }

  private List<Dialect> dialects(Fields properties) throws IOException, InterruptedException {
    String prefix = topic(properties, "prefix", HomeAssistant.NAME);
    String bridge = topic(properties, "zigbee2mqtt", ZIGBEE2MQTT);
    return List.of(
        new Zigbee2Mqtt(bridge),
        new Tasmota(),
        new Homie(topic(properties, "homie", Homie.NAME)),
        new HomeAssistant(prefix, Awaiting.result(hubId.get(), "learn the hub's id")));
  }

  private static String topic(Fields properties, String key, String otherwise) {
    String topic = properties.text(key).filter(text -> !text.isBlank()).orElse(otherwise);
    if (!PREFIX.matcher(topic).matches() || topic.endsWith("/")) {
      throw new IllegalArgumentException(
          "Property '%s' must be a topic without wildcards.".formatted(key));
    }
    return topic;
  }
}
