package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.devices.EntitiesContract.ActOnEntity;
import io.busbar.contracts.devices.EntitiesContract.ListEntities;
import io.busbar.contracts.devices.EntitiesContract.ListSensors;
import io.busbar.contracts.devices.EntitiesContract.ReadEntity;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.util.Map;

/** Entities: devices by what they can do. */
final class EntityCommands {
  private final HubBus bus;

  EntityCommands(HubBus bus) {
    this.bus = bus;
  }

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_ENTITY_DOMAINS", asked -> bus.request(EntitiesContract.LIST_DOMAINS, Nothing.NOTHING),
        "LIST_CAPABILITY_MODEL",
            asked -> bus.request(EntitiesContract.CAPABILITY_MODEL, Nothing.NOTHING),
        "LIST_ENTITIES", this::list,
        "GET_ENTITY", this::read,
        "ENTITY_ACTION", this::act,
        "LIST_SENSORS", this::listSensors);
  }

  private Future<?> list(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        EntitiesContract.LIST,
        new ListEntities(
            payload.text("domain"),
            payload.text("spaceId"),
            payload.deviceIdOrNull(),
            payload.text("q"),
            null,
            null));
  }

  private Future<?> read(Asked asked) {
    return bus.request(EntitiesContract.READ, new ReadEntity(asked.payload().need("entityId")));
  }

  private Future<CommandOutcome> act(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
            EntitiesContract.ACT,
            new ActOnEntity(
                payload.need("entityId"),
                payload.need("action"),
                payload.object("data"),
                payload.requestId(),
                payload.waitMs(),
                asked.source(),
                asked.by()))
        .compose(Outcomes::require);
  }

  private Future<?> listSensors(Asked asked) {
    Payload payload = asked.payload();
    return bus.request(
        EntitiesContract.LIST_SENSORS,
        new ListSensors(payload.text("spaceId"), payload.text("kind")));
  }
}
