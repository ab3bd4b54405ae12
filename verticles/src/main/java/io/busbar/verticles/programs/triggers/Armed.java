package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trigger that may fire.
 *
 * @param position its place in the program
 * @param hash changes when the trigger does
 */
record Armed<T extends Trigger>(String programId, int position, String hash, T trigger) {
  private static final int HASH_BYTES = 12;

  static Armed<Trigger> of(CompiledProgram program, int position) {
    Trigger trigger = program.triggers().get(position);
    List<Fields> saved = program.program().triggers();
    String content = position < saved.size() ? Json.text(saved.get(position)) : trigger.toString();
    return new Armed<>(program.id(), position, hash(content), trigger);
  }

  /** The same, when its trigger is of that kind. */
  <S extends Trigger> @Nullable Armed<S> as(Class<S> kind) {
    return kind.isInstance(trigger)
        ? new Armed<>(programId, position, hash, kind.cast(trigger))
        : null;
  }

  /** Its firing; of what is told null is left out. */
  Firing fire(String type, String occasion, Map<String, @Nullable Object> told) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("type", type);
    all.put("index", position);
    all.putAll(told);
    return new Firing(programId, hash, occasion, new Fields(all));
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
