package io.busbar.faults.load;

import io.busbar.faults.place.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Programs that watch the sensors, and one that is due every minute. */
public final class Programs {
  /** What the program of the clock is called. */
  public static final String CLOCK = "Lab clock";

  private static final long PATIENCE_MS = 10_000;

  private final House house;
  private final List<String> ids = new ArrayList<>();
  private String clock = "";

  public Programs(House house) {
    this.house = house;
  }

  /** The id of the program of the clock. */
  public String clock() {
    return clock;
  }

  /** Saves one program a sensor. Succeeds when all are saved. */
  public Future<Void> prepare(Address node, List<String> sensors) {
    Future<Void> chain =
        save(node, CLOCK, new JsonObject().put("type", "cron").put("cron", "* * * * *"))
            .map(
                id -> {
                  clock = id;
                  return null;
                });
    for (String sensor : sensors) {
      JsonObject trigger =
          new JsonObject()
              .put("type", "state")
              .put("deviceId", house.id(sensor))
              .put("key", "extras.count");
      chain = chain.compose(done -> save(node, "Lab " + sensor, trigger).map(this::keep));
    }
    return chain;
  }

  private Void keep(String id) {
    ids.add(id);
    return null;
  }

  private Future<String> save(Address node, String name, JsonObject trigger) {
    JsonObject program =
        new JsonObject()
            .put("name", name)
            .put("type", "automation")
            .put("mode", "parallel")
            .put("triggers", new JsonArray(List.of(trigger)))
            .put(
                "actions",
                new JsonArray(List.of(new JsonObject().put("type", "delay").put("ms", 5))));
    return house
        .post(node, "/programs/save", program, PATIENCE_MS)
        .compose(
            answer ->
                answer.status() == 200
                    ? Future.succeededFuture(answer.data().getString("id"))
                    : Future.failedFuture("A program is refused: " + answer.body().encode()));
  }
}
