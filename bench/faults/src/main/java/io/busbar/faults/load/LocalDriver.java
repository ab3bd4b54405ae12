package io.busbar.faults.load;

import io.busbar.faults.history.Ops;
import io.busbar.faults.place.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A driver that the house runs as a process of its own, watched from outside. */
public final class LocalDriver {
  private static final String KEY = "LAN_PRESENCE";
  private static final String INSTANCES = "/integrations/" + KEY + "/instances";
  private static final String DUTY = "local-drivers";
  private static final long EVERY_MS = 200;
  private static final long PATIENCE_MS = 1_000;
  private static final long PREPARE_MS = 10_000;

  private final House house;
  private String instance = "";
  private long pid;
  private boolean asking;

  public LocalDriver(House house) {
    this.house = house;
  }

  /** Sets it up. Succeeds when the house has accepted it. */
  public Future<Void> prepare(Address node) {
    JsonArray hosts =
        new JsonArray().add(new JsonObject().put("name", "Lab").put("ip", "127.0.0.1"));
    JsonObject properties =
        new JsonObject().put("hosts", hosts).put("interval", 5).put("pingCommand", "true");
    JsonObject body = new JsonObject().put("properties", properties);
    return house
        .post(node, INSTANCES, body, PREPARE_MS)
        .compose(
            answer -> {
              instance = answer.data().getString("id", "");
              return instance.isEmpty()
                  ? Future.failedFuture("The local driver is refused: " + answer.body().encode())
                  : Future.succeededFuture();
            });
  }

  /** Takes down each new process of it, until the end of the run. */
  public void watch() {
    house.vertx().setPeriodic(EVERY_MS, tick -> look());
  }

  /** Whether it has run. */
  public boolean isLive() {
    return pid > 0;
  }

  private void look() {
    if (asking) {
      return;
    }
    asking = true;
    Address node = house.anyNode();
    house
        .get(node, INSTANCES, PATIENCE_MS)
        .compose(
            answer -> {
              long now = pidIn(answer.body().getJsonArray("data", new JsonArray()));
              return now > 0 && now != pid ? tell(node, now) : Future.succeededFuture();
            })
        .onComplete(done -> asking = false);
  }

  private long pidIn(JsonArray rows) {
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      if (instance.equals(row.getString("id")) && "running".equals(row.getString("status"))) {
        return row.getLong("pid", 0L);
      }
    }
    return 0;
  }

  private Future<Void> tell(Address node, long now) {
    return house
        .get(node, "/cluster", PATIENCE_MS)
        .map(
            answer -> {
              String place = place(answer.data().getJsonArray("duties", new JsonArray()));
              if (!place.isEmpty()) {
                pid = now;
                house.history().seen(Ops.JOINED, instance, place, "local");
              }
              return null;
            });
  }

  /** Where local drivers run; a node that is alone tells of no duties. */
  private String place(JsonArray duties) {
    if (house.nodes().size() == 1) {
      return house.nodes().get(0).name();
    }
    List<String> names =
        duties.stream()
            .map(JsonObject.class::cast)
            .filter(duty -> DUTY.equals(duty.getString("name")))
            .map(duty -> duty.getString("nodeId").replace("lab-", ""))
            .toList();
    return names.isEmpty() ? "" : names.get(0);
  }
}
