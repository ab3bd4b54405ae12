package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a program: an automation, because remotes know no other word for what can be
 * started, and a scene beside it when it is one.
 */
final class ProgramPortraits {
  private ProgramPortraits() {}

  static List<Portrait> of(Program program) {
    List<Portrait> all = new ArrayList<>();
    String slug = Kinds.slug(program.id());
    Object last = program.lastRun() == null ? null : program.lastRun().get("startedAt");
    all.add(
        new Portrait(
            Kinds.AUTOMATION + "." + slug,
            program.enabled() ? "on" : "off",
            named(program)
                .with("id", program.id())
                .with("last_triggered", text(last))
                .with("mode", program.mode().name().toLowerCase(Locale.ROOT))
                .with("current", 0)));
    if (program.type() == Program.Type.SCENE) {
      all.add(
          new Portrait(
              Kinds.SCENE + "." + slug,
              Objects.requireNonNullElse(text(last), EntityState.UNKNOWN),
              named(program)));
    }
    return all;
  }

  private static Fields named(Program program) {
    return Fields.of("friendly_name", program.name());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
