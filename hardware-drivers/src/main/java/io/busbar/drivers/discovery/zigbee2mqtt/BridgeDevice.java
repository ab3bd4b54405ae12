package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.List;
import java.util.Map;

/** The bridge itself: its version, and letting new devices join. */
final class BridgeDevice {
  private static final String OWNER = "bridge";
  private static final int MAX_INFO = 2 * 1024 * 1024;
  private static final int JOIN_SECONDS = 254;

  private final String id;
  private final String base;
  private final Register register;

  BridgeDevice(String id, String base, Register register) {
    this.id = id;
    this.base = base;
    this.register = register;
  }

  void describe(MqttMessage message, Findings findings) {
    if (message.payload().isEmpty()) {
      register.remove(OWNER, findings);
      return;
    }
    Fields told = Payload.object(message, MAX_INFO);
    String coordinator = told.object("coordinator").text("ieee_address").orElse("");
    Part part = new Part(id, "Zigbee2MQTT");
    part.type("bridge");
    part.property("manufacturer", "Zigbee2MQTT");
    part.property("firmware", told.text("version").orElse(""));
    part.property("ieeeAddress", coordinator);
    part.identities(List.of("zigbee2mqtt_bridge_" + coordinator));
    part.order(Order.taking("set_permit_join", Schemas.truth(), this::join));
    register.describe(OWNER, message.topic(), List.of(part), findings);
    part.memory().extra("permitJoin", Values.truth(told.get("permit_join")).orElse(null));
    register.flush(OWNER, findings);
  }

  private List<MqttMessage> join(Fields arguments) {
    boolean open = Values.requiredTruth(arguments, "value");
    return List.of(
        Payload.json(
            base + "/bridge/request/permit_join",
            Map.of("value", open, "time", open ? JOIN_SECONDS : 0)));
  }
}
