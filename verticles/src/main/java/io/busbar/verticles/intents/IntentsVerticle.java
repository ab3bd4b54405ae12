package io.busbar.verticles.intents;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.IntentsContract.SemanticChanged;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.Change;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.spaces.SpacesContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the understanding of sentences to its addresses. */
public final class IntentsVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(IntentsVerticle.class);

  private final HubBus bus;
  private final IntentsService intents;
  private final SemanticBook semantics;

  public IntentsVerticle(HubBus bus, IntentsService intents, SemanticBook semantics) {
    this.bus = bus;
    this.intents = intents;
    this.semantics = semantics;
  }

  @Override
  public Future<?> start() {
    return semantics.load().compose(loaded -> Future.all(List.of(listen(), serve())));
  }

  @Override
  public Future<?> stop() {
    intents.stop();
    return Future.succeededFuture();
  }

  private Future<?> serve() {
    return Future.all(
        bus.serve(IntentsContract.LIST_SEMANTICS, semantics::list),
        bus.serve(IntentsContract.SAVE_SEMANTIC, semantics::save),
        bus.serve(IntentsContract.REMOVE_SEMANTIC, semantics::remove),
        bus.serve(IntentsContract.PARSE, intents::parse),
        bus.serve(IntentsContract.EXECUTE, intents::execute));
  }

  private Future<?> listen() {
    return Future.all(
        bus.listen(DevicesContract.CHANGED, change -> intents.touch()),
        bus.listen(SpacesContract.CHANGED, change -> intents.touch()),
        bus.listen(ProgramsContract.CHANGED, this::programChanged),
        bus.listen(IntentsContract.SEMANTIC_CHANGED, this::semanticChanged));
  }

  private void semanticChanged(SemanticChanged change) {
    semantics.heard(change);
    intents.touch();
  }

  private void programChanged(ProgramChanged change) {
    intents.touch();
    if (change.change() == Change.REMOVED) {
      String id = change.program().id();
      semantics
          .forgetProgram(id)
          .onFailure(cause -> log.warn("What speaks of {} stays: {}", id, cause.getMessage()));
    }
  }
}
