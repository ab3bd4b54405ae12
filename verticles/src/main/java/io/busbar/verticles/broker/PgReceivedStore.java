package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of QoS 2 messages on their way in. */
final class PgReceivedStore {
  static final String ADD =
      """
      INSERT INTO mqtt_received (client_id, packet_id, origin, number) VALUES ($1, $2, $3, $4)
      ON CONFLICT (client_id, packet_id) DO UPDATE SET
        origin = excluded.origin, number = excluded.number
      """;
  static final String REMOVE = "DELETE FROM mqtt_received WHERE client_id = $1 AND packet_id = $2";

  private PgReceivedStore() {}

  static Map<String, List<IdentifierOf>> byClient(RowSet<Row> received) {
    Map<String, List<IdentifierOf>> identifiers = new HashMap<>();
    for (Row row : received) {
      IdentifierOf identifier = identifier(row);
      identifiers
          .computeIfAbsent(identifier.clientId(), first -> new ArrayList<>())
          .add(identifier);
    }
    return identifiers;
  }

  private static IdentifierOf identifier(Row row) {
    String origin = row.getString("origin");
    return new IdentifierOf(
        row.getString("client_id"),
        row.getInteger("packet_id"),
        origin == null ? null : new TakenAs(origin, row.getLong("number")));
  }

  static Tuple row(IdentifierOf identifier) {
    TakenAs taken = identifier.taken();
    return Tuple.tuple()
        .addString(identifier.clientId())
        .addInteger(identifier.packetId())
        .addString(taken == null ? null : taken.origin())
        .addLong(taken == null ? 0 : taken.number());
  }
}
