package io.busbar.faults.load;

import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import io.busbar.faults.load.House.Answer;
import io.busbar.faults.place.Address;
import io.busbar.faults.plan.Bug;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of spaces and programs and the title of the house, written and read at any node. */
public final class RegisterLoad implements Load {
  private static final int CLIENTS = 2;
  private static final int PAUSE_MS = 150;
  private static final long PATIENCE_MS = 6_000;
  private static final int OK = 200;
  private static final int ONE_IN = 20;
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 404, 409, 422, 429);

  private final House house;
  private final List<Register> registers = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();
  private long number;
  private boolean running;

  public RegisterLoad(House house) {
    this.house = house;
  }

  /** Makes the registers. Succeeds when each is written for the first time. */
  public Future<Void> prepare(Address node) {
    Register title = new Register("title", Register.Kind.TITLE, "");
    return make(node, "space-1", Register.Kind.SPACE)
        .compose(done -> make(node, "space-2", Register.Kind.SPACE))
        .compose(done -> make(node, "program-1", Register.Kind.PROGRAM))
        .compose(done -> make(node, "program-2", Register.Kind.PROGRAM))
        .compose(done -> first(node, title));
  }

  @Override
  public void start() {
    running = true;
    for (Register register : registers) {
      for (int client = 1; client <= CLIENTS; client++) {
        next(register, "app-" + register.key() + "-" + client);
      }
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  private Future<Void> make(Address node, String key, Register.Kind kind) {
    Register draft = new Register(key, kind, "");
    return house
        .post(node, draft.writePath(), draft.written(key), PATIENCE_MS)
        .compose(answer -> first(node, new Register(key, kind, answer.data().getString("id", ""))));
  }

  private Future<Void> first(Address node, Register register) {
    registers.add(register);
    return write(register, node, "app-first").mapEmpty();
  }

  private void next(Register register, String who) {
    if (!running) {
      return;
    }
    Address node = house.anyNode();
    Future<?> done =
        house.random().nextInt(5) < 2 ? write(register, node, who) : read(register, node, who);
    done.onComplete(
        ended ->
            house
                .vertx()
                .setTimer(PAUSE_MS + house.random().nextInt(PAUSE_MS), t -> next(register, who)));
  }

  private Future<Void> write(Register register, Address node, String who) {
    String value = register.key() + " v" + ++number;
    long id = house.history().begin(Ops.WRITE, register.key(), value, who + "@" + node.name());
    return house
        .post(node, register.writePath(), register.written(value), PATIENCE_MS)
        .map(answer -> phase(answer.status()))
        .otherwise(Phase.UNKNOWN)
        .map(
            phase -> {
              Phase said =
                  phase == Phase.UNKNOWN && house.plants(Bug.FALSE_SUCCESS, 2) ? Phase.OK : phase;
              end(said, Ops.WRITE, id, register, value, who + "@" + node.name());
              return null;
            });
  }

  private Future<Void> read(Register register, Address node, String who) {
    String at = who + "@" + node.name();
    long id = house.history().begin(Ops.READ, register.key(), "", at);
    return house
        .get(node, register.readPath(), PATIENCE_MS)
        .otherwise(new Answer(0, new JsonObject()))
        .map(
            answer -> {
              boolean good = answer.status() == OK;
              String value = good ? shown(register, answer) : "" + answer.status();
              end(good ? Phase.OK : Phase.FAIL, Ops.READ, id, register, value, at);
              return null;
            });
  }

  /** What a reader is shown; one behind a stale cache is shown what was read there first. */
  private String shown(Register register, Answer answer) {
    String value = register.readIn(answer.body());
    if (house.plants(Bug.STALE_READ, ONE_IN)) {
      return seen.getOrDefault(register.key(), value);
    }
    if (house.random().nextInt(ONE_IN) == 0) {
      seen.put(register.key(), value);
    }
    return value;
  }

  private void end(Phase phase, String op, long id, Register register, String value, String who) {
    house.history().end(phase, op, id, register.key(), value, who);
  }

  private static Phase phase(int status) {
    if (status == OK) {
      return Phase.OK;
    }
    return REFUSALS.contains(status) ? Phase.FAIL : Phase.UNKNOWN;
  }
}
