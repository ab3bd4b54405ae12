package io.busbar.contracts.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a {@link HubFailure} between nodes with everything it says. */
final class HubFailureCodec implements MessageCodec<HubFailure, HubFailure> {
  static final String NAME = "hub-failure";

  private record Wire(
      FailureCode code,
      String reason,
      String message,
      @Nullable String hint,
      List<String> details,
      @Nullable String traceId) {}

  @Override
  public void encodeToWire(Buffer buffer, HubFailure failure) {
    byte[] bytes =
        Json.bytes(
            new Wire(
                failure.code(),
                failure.reason(),
                failure.message(),
                failure.hint(),
                failure.details(),
                failure.traceId()));
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public HubFailure decodeFromWire(int position, Buffer buffer) {
    int start = position + Integer.BYTES;
    byte[] bytes = buffer.getBytes(start, start + buffer.getInt(position));
    Wire wire = Json.read(bytes, Wire.class);
    return HubFailure.of(wire.code(), wire.message())
        .reason(wire.reason())
        .hint(wire.hint())
        .details(wire.details())
        .traceId(wire.traceId());
  }

  @Override
  public HubFailure transform(HubFailure failure) {
    return failure;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
