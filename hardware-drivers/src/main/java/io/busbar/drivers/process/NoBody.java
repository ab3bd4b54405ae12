package io.busbar.drivers.process;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Stands in until a run has its body. */
enum NoBody implements DriverBody {
  NONE;

  @Override
  public Future<Void> launch() {
    return Future.succeededFuture();
  }

  @Override
  public void end() {}

  @Override
  public void kill() {}

  @Override
  public String transport() {
    return "process";
  }

  @Override
  public @Nullable Long pid() {
    return null;
  }

  @Override
  public void sessionElsewhere(boolean connected) {}
}
