package io.busbar.bridge.rest;

import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.RequestAddress;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which address an operation asks: {@code commandsListActionMaps} is that of its words. */
public final class Addresses {
  private static final String ROOT = "hub.";

  private final Map<String, RequestAddress<?, ?>> byOperationId;

  private Addresses(Map<String, RequestAddress<?, ?>> byOperationId) {
    this.byOperationId = byOperationId;
  }

  /** All addresses of {@link Contracts}. */
  public static Addresses ofContracts() {
    return new Addresses(
        Contracts.requests().stream()
            .collect(Collectors.toMap(Addresses::operationId, Function.identity())));
  }

  /**
   * @throws IllegalStateException when no address has this name
   */
  public RequestAddress<?, ?> of(Operation operation) {
    RequestAddress<?, ?> address = byOperationId.get(operation.id());
    if (address == null) {
      throw new IllegalStateException("No address for operation " + operation.id());
    }
    return address;
  }

  /** {@code hub.commands.list-action-maps} is {@code commandsListActionMaps}. */
  public static String operationId(RequestAddress<?, ?> address) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (char c : address.name().substring(ROOT.length()).toCharArray()) {
      if (c == '.' || c == '-') {
        upper = true;
        continue;
      }
      camel.append(upper ? Character.toUpperCase(c) : c);
      upper = false;
    }
    return camel.toString();
  }
}
