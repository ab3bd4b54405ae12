package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Dialect;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.homeassistant.Announcement.Announced;
import io.busbar.drivers.discovery.homeassistant.Announcement.Place;
import io.busbar.drivers.discovery.homeassistant.component.Components;
import io.busbar.drivers.discovery.homeassistant.component.Draft;
import io.busbar.drivers.discovery.homeassistant.component.Sending;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Devices that announce themselves as Home Assistant's MQTT discovery has it, component by
 * component or all in one message. What this hub announced itself is passed over.
 */
public final class HomeAssistant implements Dialect {
  /** Its name. */
  public static final String NAME = "homeassistant";

  private static final int MAX_MESSAGES = 20_000;
  private static final String TAKEN =
      "Give each component a 'unique_id' of its own, or migrate it first.";

  private final String prefix;
  private final String ownObjects;
  private final House house = new House();
  private final Map<String, Message> messages = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  /** A discovery message that was understood. */
  private static final class Message {
    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private boolean migrates;
  }

  /**
   * @param prefix of the discovery topics, usually {@code homeassistant}
   * @param hubId this hub's id: it publishes its own devices as {@code busbar_<hubId>...}
   */
  public HomeAssistant(String prefix, String hubId) {
    this.prefix = prefix;
    this.ownObjects = "busbar_" + hubId;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> filters() {
    return Set.of(prefix + "/+/+/config", prefix + "/+/+/+/config");
  }

  @Override
  public List<MqttMessage> greetings() {
    return List.of(new MqttMessage(prefix + "/status", Bytes.of("online"), 0, false));
  }

  @Override
  public void hear(MqttMessage message, Findings findings) {
    String topic = message.topic();
    Place place = Place.of(prefix, topic);
    if (place == null) {
      house.hear(topic, message.payload().text(), findings);
    } else if (!place.object().startsWith(ownObjects)) {
      announced(topic, place, message.payload().value(), findings);
    }
  }

  @Override
  public void elapsed(Duration time, Findings findings) {
    for (Entity entity : house.entities()) {
      if (!entity.elapsed(time).isEmpty()) {
        house.tell(entity, findings);
      }
    }
  }

  @Override
  public List<MqttMessage> publications(String device, String command, Fields arguments) {
    return deed(device, command, arguments).messages();
  }

  @Override
  public Deed deed(String device, String command, Fields arguments) {
    DeviceGroup group =
        house
            .device(device)
            .orElseThrow(() -> new Failure("'%s' is not there any more".formatted(device)));
    DeviceGroup.Addressed addressed =
        group
            .addressed(command)
            .orElseThrow(() -> new Failure("it has no command '%s'".formatted(command)));
    Entity entity = addressed.entity();
    Sending sending = entity.sending(arguments);
    addressed.order().sender().send(sending);
    return new Deed(sending.messages(), findings -> assume(entity, sending.assumed(), findings));
  }

  private void assume(Entity entity, Draft assumed, Findings findings) {
    if (!entity.take(assumed).isEmpty()) {
      house.tell(entity, findings);
    }
  }

  private void announced(String topic, Place place, byte[] payload, Findings findings) {
    try {
      Announcement announcement = Announcement.read(place, payload);
      Message known = messages.get(topic);
      if (announcement.migrates()) {
        migrate(known);
      } else if (known != null || !announcement.components().isEmpty()) {
        update(topic, announcement, findings);
      }
    } catch (HubFailure failure) {
      findings.fault(topic, failure.message(), String.valueOf(failure.hint()));
    }
  }

  private static void migrate(@Nullable Message known) {
    if (known != null) {
      known.migrates = true;
    }
  }

  private void update(String topic, Announcement announcement, Findings findings) {
    if (!messages.containsKey(topic) && messages.size() >= MAX_MESSAGES) {
      throw HubFailure.overloaded(
          "There are %d discovery messages already.".formatted(MAX_MESSAGES),
          "Remove those of devices that are not there.");
    }
    Message message = messages.computeIfAbsent(topic, first -> new Message());
    Map<String, Entity> before = new LinkedHashMap<>(message.entities);
    List<DeviceGroup> touched = new ArrayList<>();
    message.migrates = false;
    for (Announced announced : announcement.components()) {
      Entity known = before.get(announced.uniqueId());
      if (known != null && known.config().equals(announced.config())) {
        before.remove(announced.uniqueId());
      } else if (Components.knows(announced.component())) {
        touched.addAll(replace(topic, message, announced, findings));
        before.remove(announced.uniqueId());
      }
    }
    before.values().forEach(entity -> touched.addAll(dropped(topic, message, entity, findings)));
    if (message.entities.isEmpty()) {
      messages.remove(topic);
    }
    touched.addAll(complain(topic, announcement, message, findings));
    touched.stream().distinct().forEach(group -> describe(group, findings));
  }

  /** The devices that are other than before. */
  private List<DeviceGroup> replace(
      String topic, Message message, Announced announced, Findings findings) {
    String unique = announced.uniqueId();
    try {
      Message holder = holder(topic, unique);
      Entity entity = new Entity(topic, announced);
      List<DeviceGroup> touched = new ArrayList<>(List.of(house.add(entity, findings)));
      Entity before = holder == null ? null : holder.entities.remove(unique);
      if (before != null) {
        touched.addAll(house.remove(before, findings).stream().toList());
      }
      message.entities.put(unique, entity);
      owners.put(unique, topic);
      house.catchUp(entity, findings);
      return touched;
    } catch (HubFailure failure) {
      String name = announced.component() + " " + announced.id();
      findings.fault(topic, name + ": " + failure.message(), String.valueOf(failure.hint()));
      return List.of();
    }
  }

  /** The message whose component this is so far. */
  private @Nullable Message holder(String topic, String unique) {
    String owner = owners.get(unique);
    Message holder = owner == null ? null : messages.get(owner);
    if (holder != null && !topic.equals(owner) && !holder.migrates) {
      throw HubFailure.invalid("Its id is taken by '%s'.".formatted(owner), TAKEN);
    }
    return holder;
  }

  private List<DeviceGroup> dropped(
      String topic, Message message, Entity entity, Findings findings) {
    message.entities.remove(entity.uniqueId(), entity);
    owners.remove(entity.uniqueId(), topic);
    return house.remove(entity, findings).stream().toList();
  }

  /** Says what is not supported; the devices that lack something else than before. */
  private List<DeviceGroup> complain(
      String topic, Announcement announcement, Message message, Findings findings) {
    List<String> unsupported = announcement.unsupported();
    if (!unsupported.isEmpty() && message.entities.isEmpty()) {
      findings.fault(
          topic,
          "The component %s is not supported.".formatted(String.join(", ", unsupported)),
          "Nothing needs to be done; its other components work.");
    }
    return message.entities.values().stream()
        .flatMap(entity -> house.device(entity).stream())
        .distinct()
        .filter(group -> group.lacks(topic, unsupported))
        .toList();
  }

  private void describe(DeviceGroup group, Findings findings) {
    if (!group.isEmpty()) {
      findings.device(group.described());
      findings.available(group.id(), group.isAvailable());
      findings.state(group.id(), group.state());
    }
  }
}
