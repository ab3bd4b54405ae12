package io.busbar.hub;

import io.busbar.bridge.management.Readiness;
import io.busbar.contracts.bus.HubBus;
import io.busbar.hub.cluster.ClusterNode;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.verticles.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Assembly} builds on: everything of a node below its services.
 *
 * @param database migrated; says at once when it is away
 * @param signingKey signs tokens: configured, or made once and kept
 * @param secretsKey seals secrets of integrations; all nodes have the same
 * @param cluster null: this node is alone
 */
public record Node(
    Vertx vertx,
    HubBus bus,
    HubConfig config,
    Database database,
    MeterRegistry meters,
    Readiness readiness,
    Secret signingKey,
    SecretKey secretsKey,
    String id,
    @Nullable ClusterNode cluster) {}
