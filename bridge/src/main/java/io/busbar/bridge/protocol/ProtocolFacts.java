package io.busbar.bridge.protocol;

import io.busbar.bridge.protocol.CommandBook.EventType;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.devices.EntitiesContract.Domain;
import io.busbar.contracts.devices.EntitiesContract.DomainList;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.Integrations;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What this hub speaks: told from the contracts and from what is installed. */
final class ProtocolFacts {
  private static final String EXTENDERS = "GENERIC_IR";
  private static final String READY = "ready";

  private final HubBus bus;
  private final CommandBook book;
  private final String serverVersion;

  ProtocolFacts(HubBus bus, CommandBook book, String serverVersion) {
    this.bus = bus;
    this.book = book;
    this.serverVersion = serverVersion;
  }

  /** The answer of GET_PROTOCOL_CAPABILITIES. */
  record Capabilities(
      String protocol,
      int protocolVersion,
      String serverVersion,
      Collection<String> commands,
      List<String> events,
      Features features,
      List<String> domains) {}

  /** What a client may count on beside the commands. */
  record Features(
      boolean ai, boolean homekit, boolean fleet, boolean ir, boolean rf, boolean matter) {}

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "GET_PROTOCOL_CAPABILITIES", asked -> capabilities(),
        "LIST_EVENTS", asked -> Future.<List<EventType>>succeededFuture(book.events()));
  }

  private Future<Capabilities> capabilities() {
    Future<Integrations> installed = bus.request(IntegrationsContract.LIST, Nothing.NOTHING);
    return bus.request(EntitiesContract.LIST_DOMAINS, Nothing.NOTHING)
        .compose(domains -> installed.map(drivers -> capabilities(domains, drivers)));
  }

  private Capabilities capabilities(DomainList domains, Integrations installed) {
    boolean extenders =
        installed.integrations().stream()
            .anyMatch(
                one -> one.driverKey().value().equals(EXTENDERS) && one.status().equals(READY));
    return new Capabilities(
        "haptique",
        1,
        serverVersion,
        book.commands().keySet(),
        book.eventTypes(),
        new Features(false, false, false, extenders, extenders, false),
        domains.domains().stream().map(Domain::domain).toList());
  }
}
