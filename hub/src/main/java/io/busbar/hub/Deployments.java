package io.busbar.hub;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was deployed, undone in reverse. A step that fails is logged; the rest is still undone. */
final class Deployments {
  private static final Logger log = LoggerFactory.getLogger(Deployments.class);

  private final Vertx vertx;
  private final Deque<Supplier<Future<?>>> steps = new ArrayDeque<>();

  Deployments(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Deploys one verticle. Succeeds when it has started. */
  Future<Void> add(Deployable verticle) {
    return vertx.deployVerticle(verticle).map(this::remember);
  }

  /** Deploys several instances of a verticle, each on its own event loop. */
  Future<Void> add(Supplier<? extends Deployable> verticle, int instances) {
    return vertx
        .deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
        .map(this::remember);
  }

  /** Adds something else that must be undone. */
  void undoWith(Supplier<Future<?>> step) {
    steps.push(step);
  }

  /** Undoes everything in reverse; always succeeds. */
  Future<Void> undo() {
    Future<Void> chain = Future.succeededFuture();
    while (!steps.isEmpty()) {
      Supplier<Future<?>> step = steps.pop();
      chain = chain.compose(before -> step.get().<Void>mapEmpty().recover(Deployments::logged));
    }
    return chain;
  }

  private @Nullable Void remember(String id) {
    steps.push(() -> vertx.undeploy(id));
    return null;
  }

  private static Future<Void> logged(Throwable cause) {
    log.warn("A part did not stop cleanly: {}", cause.toString());
    return Future.succeededFuture();
  }
}
