package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** A store that can be away, and that counts what is written. */
final class DownableStore implements SpacesStore {
  private final SpacesStore memory = new InMemorySpacesStore();
  volatile boolean down;
  volatile int writes;

  @Override
  public Future<List<Space>> spaces() {
    return memory.spaces();
  }

  @Override
  public Future<List<RemoteSource>> sources() {
    return memory.sources();
  }

  @Override
  public Future<Void> write(SpaceTree.Change change) {
    return written(() -> memory.write(change));
  }

  @Override
  public Future<Void> save(RemoteSource source) {
    return written(() -> memory.save(source));
  }

  @Override
  public Future<Void> deleteSource(String id) {
    return written(() -> memory.deleteSource(id));
  }

  private synchronized Future<Void> written(Supplier<Future<Void>> write) {
    if (down) {
      return Future.failedFuture(HubFailure.unavailable("Away.", "Wait."));
    }
    writes++;
    return write.get();
  }
}
