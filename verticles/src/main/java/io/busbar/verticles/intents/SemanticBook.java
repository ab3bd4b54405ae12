package io.busbar.verticles.intents;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.IntentsContract.ListSemantics;
import io.busbar.contracts.intents.IntentsContract.RemoveSemantic;
import io.busbar.contracts.intents.IntentsContract.SaveSemantic;
import io.busbar.contracts.intents.IntentsContract.SemanticChanged;
import io.busbar.contracts.intents.IntentsContract.SemanticRemoved;
import io.busbar.contracts.intents.IntentsContract.Semantics;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program semantics of the house, in memory for reading and in the store for good. */
public final class SemanticBook {
  private static final int MAX_SEMANTICS = 5_000;

  private final HubBus bus;
  private final IntentsStore store;
  private final Clock clock;
  private final Map<String, ProgramSemantic> semantics = new LinkedHashMap<>();

  public SemanticBook(HubBus bus, IntentsStore store, Clock clock) {
    this.bus = bus;
    this.store = store;
    this.clock = clock;
  }

  Future<Void> load() {
    return store.semantics().map(this::remember);
  }

  List<ProgramSemantic> all() {
    return List.copyOf(semantics.values());
  }

  Future<Semantics> list(ListSemantics query) {
    return Future.succeededFuture(
        new Semantics(
            semantics.values().stream()
                .filter(
                    one -> query.programId() == null || one.programId().equals(query.programId()))
                .toList()));
  }

  Future<ProgramSemantic> save(SaveSemantic command) {
    SemanticBody body = new SemanticBody(command.body());
    ProgramSemantic present = semantics.get(body.id());
    ProgramSemantic semantic =
        body.read(() -> "sem_" + UuidCreator.getTimeOrderedEpoch(), present, clock.instant());
    if (present == null && semantics.size() >= MAX_SEMANTICS) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "There are %d program semantics already.".formatted(MAX_SEMANTICS), "Remove some."));
    }
    return bus.request(ProgramsContract.READ, new ReadProgram(semantic.programId()))
        .compose(program -> store.save(semantic))
        .map(stored -> announced(semantic));
  }

  /** Removes one by its id, or all of the program with this id. */
  Future<SemanticRemoved> remove(RemoveSemantic command) {
    List<ProgramSemantic> meant =
        semantics.values().stream().filter(one -> isMeant(one, command.id())).toList();
    if (meant.isEmpty()) {
      return Future.failedFuture(HubFailure.notFound("program semantic", command.id()));
    }
    return Future.all(meant.stream().map(this::delete).toList())
        .map(done -> new SemanticRemoved(command.id(), true));
  }

  /** Removes what speaks of a program that is gone. */
  Future<Void> forgetProgram(String programId) {
    List<ProgramSemantic> of =
        semantics.values().stream().filter(one -> one.programId().equals(programId)).toList();
    return Future.all(of.stream().map(this::delete).toList()).mapEmpty();
  }

  /** Learns what another node changed. */
  void heard(SemanticChanged change) {
    if (change.removed()) {
      semantics.remove(change.semantic().id());
      return;
    }
    semantics.put(change.semantic().id(), change.semantic());
  }

  private boolean isMeant(ProgramSemantic semantic, String id) {
    return semantics.containsKey(id) ? semantic.id().equals(id) : semantic.programId().equals(id);
  }

  private Future<Boolean> delete(ProgramSemantic semantic) {
    return store
        .delete(semantic.id())
        .onSuccess(
            found -> {
              semantics.remove(semantic.id());
              bus.publish(IntentsContract.SEMANTIC_CHANGED, new SemanticChanged(true, semantic));
            });
  }

  private ProgramSemantic announced(ProgramSemantic semantic) {
    semantics.put(semantic.id(), semantic);
    bus.publish(IntentsContract.SEMANTIC_CHANGED, new SemanticChanged(false, semantic));
    return semantic;
  }

  private @Nullable Void remember(List<ProgramSemantic> stored) {
    stored.forEach(semantic -> semantics.put(semantic.id(), semantic));
    return null;
  }
}
