package io.busbar.contracts;

import io.busbar.contracts.activity.ActivityContract;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.history.HistoryContract;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.sockets.SocketsContract;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.telemetry.TelemetryContract;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The one list of all contracts: codecs, routes, documents and tests start from it. */
public final class Contracts {
  /** Every contract of the hub. */
  public static final List<Class<?>> ALL =
      List.of(
          IdentityContract.class,
          DevicesContract.class,
          EntitiesContract.class,
          StatesContract.class,
          ClusterContract.class,
          CommandsContract.class,
          SpacesContract.class,
          RemotesContract.class,
          ProgramsContract.class,
          TelemetryContract.class,
          HistoryContract.class,
          ActivityContract.class,
          DriversContract.class,
          IntegrationsContract.class,
          ProcessesContract.class,
          HomeContract.class,
          IntentsContract.class,
          IrContract.class,
          PairingContract.class,
          SocketsContract.class,
          BrokerContract.class);

  private Contracts() {}

  /** The constants of all contracts that are request addresses, with their fields. */
  public static List<Field> requestFields() {
    return fields(RequestAddress.class);
  }

  public static List<RequestAddress<?, ?>> requests() {
    return requestFields().stream().<RequestAddress<?, ?>>map(Contracts::request).toList();
  }

  public static List<EventAddress<?>> events() {
    return fields(EventAddress.class).stream().<EventAddress<?>>map(Contracts::event).toList();
  }

  /** Every record that crosses the bus. */
  public static Set<Class<?>> messages() {
    Set<Class<?>> messages = new LinkedHashSet<>();
    for (RequestAddress<?, ?> address : requests()) {
      messages.add(address.asks());
      messages.add(address.answers());
    }
    events().forEach(address -> messages.add(address.event()));
    return messages;
  }

  public static RequestAddress<?, ?> request(Field field) {
    return (RequestAddress<?, ?>) constant(field);
  }

  private static EventAddress<?> event(Field field) {
    return (EventAddress<?>) constant(field);
  }

  private static List<Field> fields(Class<?> type) {
    return ALL.stream()
        .flatMap(contract -> Stream.of(contract.getFields()))
        .filter(field -> field.getType() == type && Modifier.isStatic(field.getModifiers()))
        .toList();
  }

  private static Object constant(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A contract's address must be public: " + field, e);
    }
  }
}
