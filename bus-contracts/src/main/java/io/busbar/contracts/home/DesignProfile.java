package io.busbar.contracts.home;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How clients of one kind shall look, as it is being designed (spec 2.2, decision 21).
 *
 * @param active whether it is the one clients of its target show, as last published
 * @param layout an opaque document: {@code tabs}, {@code screens} and whatever the designer needs
 * @param version grows with each saved change
 * @param publishedVersion the version clients see; null until it is published
 */
public record DesignProfile(
    String id,
    String name,
    @Nullable String description,
    boolean active,
    Target target,
    @Nullable String theme,
    Fields layout,
    int version,
    @Nullable Integer publishedVersion,
    @Nullable Instant publishedAt,
    Instant createdAt,
    Instant updatedAt) {

  /** What sort of client a design is made for. */
  public enum Target {
    @JsonProperty("mobile")
    MOBILE,
    @JsonProperty("tablet")
    TABLET,
    @JsonProperty("remote")
    REMOTE,
    @JsonProperty("web")
    WEB
  }
}
