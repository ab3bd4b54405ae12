package io.busbar.verticles.intents;

import io.busbar.contracts.intents.ProgramSemantic;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps program semantics as long as it lives itself. */
public final class InMemoryIntentsStore implements IntentsStore {
  private static final Comparator<ProgramSemantic> OLDEST_FIRST =
      Comparator.comparing(ProgramSemantic::createdAt).thenComparing(ProgramSemantic::id);

  private final Map<String, ProgramSemantic> semantics = new ConcurrentHashMap<>();

  @Override
  public Future<List<ProgramSemantic>> semantics() {
    return Future.succeededFuture(semantics.values().stream().sorted(OLDEST_FIRST).toList());
  }

  @Override
  public Future<Void> save(ProgramSemantic semantic) {
    semantics.put(semantic.id(), semantic);
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> delete(String id) {
    return Future.succeededFuture(semantics.remove(id) != null);
  }
}
