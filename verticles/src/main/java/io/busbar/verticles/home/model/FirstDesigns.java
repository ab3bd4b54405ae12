package io.busbar.verticles.home.model;

import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The designs a hub starts with: one a target, so that clients have something to show. */
public final class FirstDesigns {
  private static final String THEME = "system";
  private static final List<String> TABS =
      List.of("home", "media", "zones", "scenes", "profile", "custom");
  private static final Map<String, List<String>> SECTIONS =
      Map.of(
          "home", List.of("favorites", "spaces"),
          "media", List.of("mediaSessions", "mediaDevices"),
          "zones", List.of("zones"),
          "scenes", List.of("scenes", "programs"),
          "profile", List.of("preferences"),
          "custom", List.of());

  private FirstDesigns() {}

  /** Published and active profiles, with a screen for each of the spaces there are. */
  public static List<Design> of(List<Space> spaces, Instant now) {
    Fields layout = layout(spaces);
    return Stream.of(Target.values()).map(target -> design(target, layout, now)).toList();
  }

  private static Design design(Target target, Fields layout, Instant now) {
    String word = target.name().toLowerCase(Locale.ROOT);
    String name = "Default " + word;
    return new Design(
        "design_default_" + word,
        name,
        "Made at the first start.",
        target,
        THEME,
        layout,
        1,
        new Design.Published(1, name, layout, now),
        now,
        now,
        now);
  }

  private static Fields layout(List<Space> spaces) {
    List<Map<String, Object>> tabs =
        TABS.stream()
            .map(id -> Map.<String, Object>of("id", id, "title", title(id), "screen", id))
            .toList();
    List<Map<String, Object>> screens =
        Stream.concat(
                TABS.stream().map(FirstDesigns::screen), spaces.stream().map(FirstDesigns::screen))
            .toList();
    return Fields.of("tabs", tabs)
        .with("screens", screens)
        .with("theme", THEME)
        .with("customTab", Map.of("title", title("custom"), "screen", "custom"));
  }

  private static Map<String, Object> screen(String tab) {
    return Map.of(
        "id",
        tab,
        "title",
        title(tab),
        "sections",
        sections(SECTIONS.getOrDefault(tab, List.of())));
  }

  private static Map<String, Object> screen(Space space) {
    return Map.of(
        "id", "space_" + space.id(),
        "title", space.name(),
        "spaceId", space.id(),
        "sections", sections(List.of("remoteSources", "devices", "programs")));
  }

  private static List<Map<String, Object>> sections(List<String> types) {
    return types.stream().map(type -> Map.<String, Object>of("type", type)).toList();
  }

  private static String title(String id) {
    return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
  }
}
