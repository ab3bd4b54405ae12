package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Source;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A surface whose answers somebody hears of. */
public record ObservedSurface(Surface inner, RequestObserver observer) implements Surface {
  private static final String NO_OPERATION = "none";

  @Override
  public Source source() {
    return inner.source();
  }

  @Override
  public void begin(Exchange exchange) {
    inner.begin(exchange);
  }

  @Override
  public void preflight(Exchange exchange) {
    inner.preflight(exchange);
    heard(exchange);
  }

  @Override
  public Map<String, @Nullable Object> translate(
      Operation operation, Map<String, @Nullable Object> body, HttpServerRequest request) {
    return inner.translate(operation, body, request);
  }

  @Override
  public void succeed(Exchange exchange, Object answer) {
    inner.succeed(exchange, answer);
    heard(exchange);
  }

  @Override
  public void fail(Exchange exchange, HubFailure failure) {
    inner.fail(exchange, failure);
    heard(exchange);
  }

  private void heard(Exchange exchange) {
    Operation operation = exchange.operation();
    observer.answered(
        operation == null ? NO_OPERATION : operation.id(),
        exchange.request().response().getStatusCode());
  }
}
