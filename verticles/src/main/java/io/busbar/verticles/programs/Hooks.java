package io.busbar.verticles.programs;

import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives every webhook trigger that has none a name nobody can guess. */
final class Hooks {
  private static final int SECRET_BYTES = 24;
  private static final Set<String> TYPES = Set.of("webhook", "hook");

  private final RandomGenerator random;

  /**
   * @param random must be good enough for secrets
   */
  Hooks(RandomGenerator random) {
    this.random = random;
  }

  Fields named(Fields body) {
    if (!(body.get("triggers") instanceof List<?> triggers)) {
      return body.get("triggers") instanceof Map<?, ?>
          ? body.with("triggers", named(body.object("triggers").values()))
          : body;
    }
    List<@Nullable Object> all = new ArrayList<>(triggers.size());
    triggers.forEach(trigger -> all.add(named(trigger)));
    return body.with("triggers", all);
  }

  private @Nullable Object named(@Nullable Object trigger) {
    Fields fields = Fields.from(trigger);
    boolean lacks =
        fields.text("type").filter(type -> TYPES.contains(Words.plain(type))).isPresent()
            && fields.first("hook", "webhookId") == null;
    return lacks ? fields.with("hook", secret()).values() : trigger;
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
