package io.busbar.bridge.rest;

import io.busbar.bridge.rest.Operation.Parameter;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record an address asks for. Each component has one source, chosen once: the principal,
 * the surface's own source, the client's address, a parameter, a property of the body, or the whole
 * body. A body can therefore never say who asks.
 */
final class RecordBinder {
  private final boolean nothing;
  private final MethodHandle constructor;
  private final Origin[] origins;

  /** Where one component's value comes from. */
  @FunctionalInterface
  private interface Origin {
    @Nullable Object of(Ask ask);
  }

  /**
   * @throws IllegalStateException names a component that has no source
   */
  RecordBinder(Operation operation, Class<?> asks) {
    this.nothing = asks == Nothing.class;
    this.constructor = RecordMaker.constructor(asks);
    this.origins =
        Stream.of(asks.getRecordComponents())
            .map(component -> originOf(operation, component))
            .toArray(Origin[]::new);
  }

  /**
   * @throws HubFailure INVALID when a value is missing or the record refuses it
   */
  Object bind(Ask ask) {
    if (nothing) {
      return Nothing.NOTHING;
    }
    @Nullable Object[] arguments = new Object[origins.length];
    for (int i = 0; i < origins.length; i++) {
      arguments[i] = origins[i].of(ask);
    }
    return RecordMaker.make(constructor, arguments);
  }

  private static Origin originOf(Operation operation, RecordComponent component) {
    String name = component.getName();
    if (component.getType() == Principal.class) {
      return Ask::by;
    }
    if (component.getType() == Source.class) {
      return Ask::source;
    }
    if (name.equals("clientAddress")) {
      return Ask::clientAddress;
    }
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (operation.parameters().stream().map(Parameter::name).anyMatch(name::equals)) {
      return value(name, optional, component, ask -> ask.parameters().get(name));
    }
    if (operation.body() != null && operation.body().path("properties").has(name)) {
      return value(name, optional, component, ask -> ask.body().get(name));
    }
    if (operation.body() != null && name.equals("body") && component.getType() == Fields.class) {
      return ask -> new Fields(ask.body());
    }
    throw new IllegalStateException(
        "Operation %s has no source for '%s'".formatted(operation.id(), name));
  }

  private static Origin value(
      String name, boolean optional, RecordComponent component, Origin raw) {
    Conversion conversion = Conversion.to(component);
    return ask -> {
      Object value = raw.of(ask);
      if (value != null) {
        return conversion.apply(value);
      }
      if (optional) {
        return null;
      }
      throw HubFailure.invalid("/%s: is missing".formatted(name), "Send it.");
    };
  }
}
