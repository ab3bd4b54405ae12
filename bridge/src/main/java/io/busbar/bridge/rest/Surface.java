package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Source;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One compatible system in its own words: what comes before and after the bus. */
public interface Surface {
  /** The door its questions are marked with. */
  Source source();

  /** Sets the headers every answer carries. */
  void begin(Exchange exchange);

  /** Answers an {@code OPTIONS} request. */
  void preflight(Exchange exchange);

  /**
   * Puts a body's other spellings into those of the contract.
   *
   * @throws HubFailure INVALID when it makes no sense
   */
  Map<String, @Nullable Object> translate(
      Operation operation, Map<String, @Nullable Object> body, HttpServerRequest request);

  /** Writes an answer of the bus. */
  void succeed(Exchange exchange, Object answer);

  /** Writes a failure, the only place that does. */
  void fail(Exchange exchange, HubFailure failure);
}
