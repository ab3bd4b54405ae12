package io.busbar.bridge.rest;

import io.busbar.bridge.rest.Operation.In;
import io.busbar.bridge.rest.Operation.Parameter;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.RequestAddress;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything about one operation that can be made before the first request comes. */
final class Route {
  private final Operation operation;
  private final RequestCheck check;
  private final List<String> template;
  private final @Nullable Question<?, ?> question;
  private final @Nullable HandWritten handWritten;

  private record Question<Q, R>(RequestAddress<Q, R> address, RecordBinder binder) {
    Future<R> put(HubBus bus, Ask ask) {
      return bus.request(address, address.asks().cast(binder.bind(ask)));
    }
  }

  private Route(
      Operation operation, @Nullable Question<?, ?> question, @Nullable HandWritten handWritten) {
    this.operation = operation;
    this.check = new RequestCheck(operation);
    this.template = Segments.split(operation.path());
    this.question = question;
    this.handWritten = handWritten;
  }

  /** A route to an address. */
  static Route toBus(Operation operation, RequestAddress<?, ?> address) {
    return new Route(
        operation, new Question<>(address, new RecordBinder(operation, address.asks())), null);
  }

  /** A route to hand-written code. */
  static Route toCode(Operation operation, HandWritten handWritten) {
    return new Route(operation, null, handWritten);
  }

  Operation operation() {
    return operation;
  }

  RequestCheck check() {
    return check;
  }

  @Nullable HandWritten handWritten() {
    return handWritten;
  }

  Future<?> ask(HubBus bus, Ask ask) {
    if (question == null) {
      throw new IllegalStateException(operation.id() + " is not asked on the bus");
    }
    return question.put(bus, ask);
  }

  /** The texts of the declared parameters that a request brings. */
  Map<String, String> texts(HttpServerRequest request, List<String> segments) {
    if (operation.parameters().isEmpty()) {
      return Map.of();
    }
    Map<String, String> texts = new HashMap<>();
    for (Parameter parameter : operation.parameters()) {
      String text = text(request, segments, parameter);
      if (text != null) {
        texts.put(parameter.name(), text);
      }
    }
    return texts;
  }

  private @Nullable String text(
      HttpServerRequest request, List<String> segments, Parameter parameter) {
    if (parameter.in() == In.PATH) {
      return Segments.decode(segments.get(template.indexOf("{" + parameter.name() + "}")));
    }
    if (parameter.in() == In.HEADER) {
      return request.getHeader(parameter.name());
    }
    return Queries.text(request, parameter.name());
  }
}
