package io.busbar.bridge.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client that keeps everything. */
final class ListeningClient implements LiveClient {
  final List<String> snapshots = new CopyOnWriteArrayList<>();
  final List<Long> snapshotSeqs = new CopyOnWriteArrayList<>();
  final List<LiveBatch> batches = new CopyOnWriteArrayList<>();
  final List<LiveEvent> events = new CopyOnWriteArrayList<>();
  final List<Long> seqs = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();
  final AtomicInteger ticks = new AtomicInteger();
  private Runnable concerned = () -> {};
  private volatile @Nullable Set<DeviceId> devices;
  private final Context context;
  private final LiveFilter filter;
  private final Principal principal;

  ListeningClient(Context context, LiveFilter filter) {
    this(context, filter, "jti", Instant.MAX);
  }

  ListeningClient(Context context, String tokenId, Instant expiresAt) {
    this(context, LiveFilter.ALL, tokenId, expiresAt);
  }

  private ListeningClient(Context context, LiveFilter filter, String tokenId, Instant expiresAt) {
    this.context = context;
    this.filter = filter;
    this.devices = filter.deviceIds().isEmpty() ? null : filter.deviceIds();
    this.principal =
        new Principal(
            new UserId("usr_1"), "ada", "Ada", null, Role.ADMIN, Set.of(), tokenId, expiresAt);
  }

  /** The values of all states that came, in order. */
  List<Object> states() {
    return events.stream()
        .filter(event -> event.kind() == LiveEvent.Kind.STATE)
        .map(ListeningClient::value)
        .toList();
  }

  int snapshotValue() {
    return read(snapshots.get(0)).path("lamp").path("v").asInt();
  }

  private static Object value(LiveEvent event) {
    String text = event.sse().toString();
    JsonNode value = read(text.substring(text.indexOf("data: ") + 6)).path("state").path("v");
    return value.isInt() ? (Object) value.asInt() : value.asText();
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public LiveFilter filter() {
    return filter;
  }

  /** Is interested in other devices from now on; to be called on its context. */
  void turnTo(@Nullable Set<DeviceId> others) {
    devices = others;
    concerned.run();
  }

  @Override
  public @Nullable Set<DeviceId> devices() {
    return devices;
  }

  @Override
  public void joined(Runnable concerned) {
    this.concerned = concerned;
  }

  @Override
  public Principal principal() {
    return principal;
  }

  @Override
  public void snapshot(Buffer states, long seq) {
    snapshots.add(states.toString());
    snapshotSeqs.add(seq);
  }

  @Override
  public void replay(List<LiveEvent> missed) {
    missed.forEach(this::take);
  }

  @Override
  public void deliver(LiveBatch batch) {
    batches.add(batch);
    batch.events().forEach(this::take);
  }

  private void take(LiveEvent event) {
    events.add(event);
    seqs.add(event.seq());
  }

  @Override
  public void tick(Instant now) {
    ticks.incrementAndGet();
  }

  @Override
  public void end(String why) {
    ended.add(why);
  }
}
