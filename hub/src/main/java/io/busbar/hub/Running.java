package io.busbar.hub;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * What {@link Assembly} deployed.
 *
 * @param listening the doors, in the order they are shown
 * @param stopping drains the doors and undeploys everything, in reverse order; called once
 */
public record Running(List<Listening> listening, Supplier<Future<Void>> stopping) {
  /**
   * One door.
   *
   * @param name its key in {@code ports.json}, e.g. {@code http}
   * @param url what a person opens or a program connects to
   */
  public record Listening(String name, String url, int port) {}
}
