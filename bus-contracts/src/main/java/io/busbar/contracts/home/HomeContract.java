package io.busbar.contracts.home;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The house as a whole: what clients start from, and how people like to see it (spec 2.2, 9.8). */
public final class HomeContract {
  private static final Duration COMPOSED = Duration.ofSeconds(6);

  /**
   * Reads everything a client needs to start. Succeeds with the same {@link Bootstrap#shared}
   * object for as long as nothing in it changed. Fails: UNAVAILABLE when any part cannot be read;
   * there is no partial answer.
   */
  public static final RequestAddress<ReadBootstrap, Bootstrap> BOOTSTRAP =
      RequestAddress.of("hub.home.bootstrap", ReadBootstrap.class, Bootstrap.class)
          .within(COMPOSED);

  /** Reads who this hub is; its id is made once and kept. Needs no other service. */
  @Internal("the MQTT doors name their topics by its id")
  public static final RequestAddress<Nothing, Bootstrap.Hub> READ_HUB =
      RequestAddress.of("hub.home.read-hub", Nothing.class, Bootstrap.Hub.class);

  /** Reads the preferences of the person who asks, with defaults for what was never set. */
  public static final RequestAddress<ReadPreferences, Preferences> READ_PREFERENCES =
      RequestAddress.of("hub.home.read-preferences", ReadPreferences.class, Preferences.class);

  /**
   * Merges a partial object into the preferences of the person who asks: fields replace, objects
   * merge one level deep, null takes a field back to its default; unknown fields are kept. Succeeds
   * when stored durably, with all preferences. Fails: INVALID a known field of the wrong shape, or
   * too much · OVERLOADED too many people have preferences · UNAVAILABLE.
   */
  public static final RequestAddress<SavePreferences, Preferences> SAVE_PREFERENCES =
      RequestAddress.of("hub.home.save-preferences", SavePreferences.class, Preferences.class);

  /** Lists design profiles, the oldest first. */
  public static final RequestAddress<ListProfiles, DesignProfiles> LIST_PROFILES =
      RequestAddress.of("hub.home.list-profiles", ListProfiles.class, DesignProfiles.class);

  /**
   * Makes a published profile the one clients of its target show. Succeeds when stored durably,
   * with the profile; selecting the active one again only makes it the latest. Fails: INVALID no id
   * · NOT_FOUND · CONFLICT NOT_PUBLISHED · UNAVAILABLE.
   */
  public static final RequestAddress<SelectProfile, DesignProfile> SELECT_PROFILE =
      RequestAddress.of("hub.home.select-profile", SelectProfile.class, DesignProfile.class);

  /**
   * Creates a profile, or changes the one with the same id; absent fields stay as they are. What
   * clients show does not change until it is published. Succeeds when stored durably. Fails:
   * INVALID a field is missing or the layout is too large · NOT_FOUND an id that does not exist ·
   * CONFLICT VERSION_CONFLICT somebody else saved since the version given · OVERLOADED too many
   * profiles · UNAVAILABLE.
   */
  public static final RequestAddress<SaveProfile, DesignProfile> SAVE_PROFILE =
      RequestAddress.of("hub.home.save-profile", SaveProfile.class, DesignProfile.class);

  /**
   * Shows a profile's present version to clients. Succeeds when stored durably, with what they see;
   * publishing a version twice changes nothing. Fails: NOT_FOUND · UNAVAILABLE.
   */
  public static final RequestAddress<PublishProfile, LiveDesign> PUBLISH_PROFILE =
      RequestAddress.of("hub.home.publish-profile", PublishProfile.class, LiveDesign.class);

  /**
   * Deletes a profile. Fails: NOT_FOUND · CONFLICT PROFILE_ACTIVE clients show it · UNAVAILABLE.
   */
  public static final RequestAddress<RemoveProfile, ProfileRemoved> REMOVE_PROFILE =
      RequestAddress.of("hub.home.remove-profile", RemoveProfile.class, ProfileRemoved.class);

  /**
   * Reads the design clients show: of a target, or the one selected last. Fails: NOT_FOUND none.
   */
  public static final RequestAddress<ReadLiveDesign, LiveDesign> READ_LIVE_DESIGN =
      RequestAddress.of("hub.home.read-live-design", ReadLiveDesign.class, LiveDesign.class);

  /** Reads the home graph. Fails: INVALID a depth out of range · UNAVAILABLE as BOOTSTRAP. */
  public static final RequestAddress<ReadGraph, HomeGraph> GRAPH =
      RequestAddress.of("hub.home.graph", ReadGraph.class, HomeGraph.class).within(COMPOSED);

  /** Reads how things stand. Fails: NOT_FOUND the space to look at · UNAVAILABLE as BOOTSTRAP. */
  public static final RequestAddress<ReadContext, ContextSnapshot> CONTEXT =
      RequestAddress.of("hub.home.context", ReadContext.class, ContextSnapshot.class)
          .within(COMPOSED);

  /** A design was published or selected: DESIGN_PUBLISHED (spec 5). */
  public static final EventAddress<DesignPublished> DESIGN_PUBLISHED =
      new EventAddress<>("hub.home.design-published", DesignPublished.class);

  /**
   * A design that clients show was edited and not published: what they show is as before, but who
   * previews it should read it again ({@code designer:refresh}, spec 4.2).
   */
  public static final EventAddress<DesignEdited> DESIGN_EDITED =
      new EventAddress<>("hub.home.design-edited", DesignEdited.class);

  private HomeContract() {}

  public record ReadBootstrap(Principal by) {}

  public record ReadPreferences(Principal by) {}

  public record SavePreferences(Fields body, Principal by) {}

  public record Preferences(@JsonValue Fields values) {}

  public record ListProfiles(@Nullable Target target) {}

  public record DesignProfiles(@JsonValue List<DesignProfile> profiles) {}

  /** The first of the three that is present names the profile. */
  public record SelectProfile(
      @Nullable String id, @Nullable String profileId, @Nullable String key) {}

  /**
   * @param id absent makes a new profile, which needs a name and a target
   * @param version the version the change was made from; absent: whatever it is
   */
  public record SaveProfile(
      @Nullable String id,
      @Nullable String name,
      @Nullable String description,
      @Nullable Target target,
      @Nullable String theme,
      @Nullable Fields layout,
      @Nullable Integer version) {}

  public record PublishProfile(String id) {}

  public record RemoveProfile(String id) {}

  public record ProfileRemoved(String id, boolean removed) {}

  public record ReadLiveDesign(@Nullable Target target) {}

  /**
   * What clients show.
   *
   * @param design the published layout, with {@code tabs}, {@code screens}, {@code theme} and
   *     {@code customTab}
   */
  public record LiveDesign(
      String profileId,
      String name,
      Target target,
      int version,
      Instant publishedAt,
      Fields design) {}

  /**
   * @param depth how many steps from the home along "contains", 0 to 16; absent: all
   */
  public record ReadGraph(@Nullable Integer depth) {}

  /**
   * @param spaceId only this space and what was done in it; absent: all
   */
  public record ReadContext(@Nullable String spaceId) {}

  /**
   * @param live whether it is what clients of its target show from now on
   */
  public record DesignPublished(
      String profileId,
      String name,
      Target target,
      int version,
      Reason reason,
      boolean live,
      Instant at) {}

  /**
   * @param version the edited version, which is not published
   */
  public record DesignEdited(
      String profileId, String name, Target target, int version, Instant at) {}

  /** Why clients are told about a design. */
  public enum Reason {
    @JsonProperty("published")
    PUBLISHED,
    @JsonProperty("selected")
    SELECTED
  }
}
