package io.busbar.bench.load;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes a house of the devices: 40 spaces on 4 floors, and 200 programs, once. */
public final class Furnishing {
  private static final int FLOORS = 4;
  private static final int ROOMS = 36;
  private static final int PROGRAMS = 200;
  private static final int STEPS = 5;

  private final Subject subject;
  private final List<String> devices;

  public Furnishing(Subject subject) {
    this.subject = subject;
    this.devices = subject.devices();
  }

  /** Succeeds when the server has taken everything. */
  public Future<Void> furnish() {
    return each(FLOORS, this::floor).compose(done -> each(PROGRAMS, this::program));
  }

  private Future<?> floor(int number) {
    return subject
        .post("/spaces/save", new JsonObject().put("name", "Floor " + number).put("kind", "floor"))
        .compose(floor -> each(ROOMS / FLOORS, i -> room(floor, number * (ROOMS / FLOORS) + i)));
  }

  private Future<?> room(JsonObject floor, int number) {
    int from = number * devices.size() / ROOMS;
    int to = (number + 1) * devices.size() / ROOMS;
    JsonObject room =
        new JsonObject()
            .put("name", "Room " + number)
            .put("kind", "room")
            .put("parentId", floor.getString("id"));
    return subject
        .post("/spaces/save", room)
        .compose(
            saved ->
                subject.post(
                    "/spaces/" + saved.getString("id") + "/devices/assign",
                    new JsonObject().put("deviceIds", new JsonArray(devices.subList(from, to)))));
  }

  private Future<?> program(int number) {
    JsonArray actions = new JsonArray();
    for (int step = 0; step < STEPS; step++) {
      actions.add(
          new JsonObject()
              .put("type", "device")
              .put("deviceId", devices.get((number * STEPS + step) % devices.size()))
              .put("command", "set_brightness")
              .put("payload", new JsonObject().put("brightness", number % 101)));
    }
    return subject.post(
        "/programs/save",
        new JsonObject()
            .put("name", "Program " + number)
            .put("type", "scene")
            .put("actions", actions));
  }

  private static Future<Void> each(int count, IntFunction<Future<?>> work) {
    Future<Void> chain = Future.succeededFuture();
    for (int i : IntStream.range(0, count).toArray()) {
      chain = chain.compose(done -> work.apply(i)).mapEmpty();
    }
    return chain;
  }
}
