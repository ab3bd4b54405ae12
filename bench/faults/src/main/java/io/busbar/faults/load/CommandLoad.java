package io.busbar.faults.load;

import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import io.busbar.faults.load.House.Answer;
import io.busbar.faults.place.Address;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Commands to lamps over REST, at any node. */
public final class CommandLoad implements Load {
  private static final int EVERY_MS = 80;
  private static final int MOST_OPEN = 60;
  private static final long PATIENCE_MS = 12_000;
  private static final int OK = 200;

  /** Said before a command is handed to a driver. */
  private static final Set<String> REFUSALS =
      Set.of("DRIVER_OFFLINE", "UNAVAILABLE", "OVERLOADED", "RATE_LIMITED");

  private final House house;
  private final List<String> lamps;
  private long number;
  private int open;
  private boolean running;

  public CommandLoad(House house, List<String> lamps) {
    this.house = house;
    this.lamps = List.copyOf(lamps);
  }

  @Override
  public void start() {
    running = true;
    house.vertx().setPeriodic(EVERY_MS, tick -> next());
  }

  @Override
  public void stop() {
    running = false;
  }

  private void next() {
    if (!running || open >= MOST_OPEN) {
      return;
    }
    String lamp = lamps.get(house.random().nextInt(lamps.size()));
    Address node = house.anyNode();
    String request = "lab-%d".formatted(++number);
    JsonObject body =
        new JsonObject()
            .put("command", "set_brightness")
            .put("payload", new JsonObject().put("brightness", number % 101))
            .put("requestId", request);
    long id = house.history().begin(Ops.COMMAND, request, lamp, node.name());
    open++;
    house
        .post(node, "/devices/" + house.id(lamp) + "/command", body, PATIENCE_MS)
        .onComplete(
            answer -> {
              open--;
              if (answer.succeeded()) {
                answered(id, request, answer.result(), node);
              } else {
                end(Phase.UNKNOWN, id, request, answer.cause().getClass().getSimpleName(), node);
              }
            });
  }

  private void answered(long id, String request, Answer answer, Address node) {
    if (answer.status() == OK && answer.data().getString("status", "").equals("completed")) {
      end(Phase.OK, id, request, "completed", node);
      return;
    }
    String said = answer.status() + " " + answer.code();
    boolean refused = REFUSALS.contains(answer.code()) || answer.status() == 401;
    end(refused ? Phase.FAIL : Phase.UNKNOWN, id, request, said, node);
  }

  private void end(Phase phase, long id, String request, String said, Address node) {
    house.history().end(phase, Ops.COMMAND, id, request, said, node.name());
  }
}
