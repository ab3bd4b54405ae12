package io.busbar.hub.database;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;

/** Connections to the database that give up soon: who asks is told, and asks again. */
public final class Pools {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration UNHEARD = Duration.ofSeconds(10);
  private static final int WAITING = 4_096;

  private Pools() {}

  /**
   * Opens a pool; nothing connects yet.
   *
   * @param name among the metrics
   */
  public static Pool open(Vertx vertx, DatabaseAddress address, String name, int connections) {
    PoolOptions options =
        new PoolOptions()
            .setName(name)
            .setMaxSize(connections)
            .setMaxWaitQueueSize(WAITING)
            .setConnectionTimeout((int) WAIT.toSeconds());
    NetClientOptions net = new NetClientOptions();
    net.setConnectTimeout((int) CONNECT.toMillis());
    net.setTcpKeepAlive(true);
    net.setTcpUserTimeout((int) UNHEARD.toMillis());
    return PgBuilder.pool()
        .with(options)
        .with(net)
        .connectingTo(address.options())
        .using(vertx)
        .build();
  }
}
