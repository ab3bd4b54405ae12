package io.busbar.hub;

import io.busbar.bridge.management.Readiness;
import io.busbar.contracts.bus.HubBus;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * What {@link Assembly} builds on: everything of a node below its services.
 *
 * @param pool to a database that is migrated
 * @param signingKey signs tokens: configured, or made once and kept
 */
public record Node(
    Vertx vertx,
    HubBus bus,
    HubConfig config,
    Pool pool,
    MeterRegistry meters,
    Readiness readiness,
    Secret signingKey) {}
