package io.busbar.verticles.home.model;

import static io.busbar.verticles.home.model.Rooms.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract.SaveProfile;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DesignTest {
  private static final Instant LATER = NOON.plusSeconds(60);
  private final Design night =
      Design.created("d", wish("Night", Target.WEB, layout(1), null), NOON);

  @Test
  void countsVersionsOnlyWhenSomethingChanges() {
    Design changed = night.changed(wish(null, null, layout(2), 1), LATER);

    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.name()).isEqualTo("Night");
    assertThat(changed.updatedAt()).isEqualTo(LATER);
    assertThat(changed.changed(wish("Night", Target.WEB, layout(2), null), LATER.plusSeconds(1)))
        .isSameAs(changed);
  }

  @Test
  void refusesAChangeMadeFromAnOldVersion() {
    Design changed = night.changed(wish(null, null, layout(2), 1), LATER);

    assertThat(refusal(() -> changed.changed(wish("Mine", null, null, 1), LATER)).reason())
        .isEqualTo("VERSION_CONFLICT");
  }

  @Test
  void showsWhatWasPublishedWhileItIsBeingChanged() {
    Design published = night.publish(NOON);
    Design changed = published.changed(wish("Noon", null, layout(2), null), LATER);

    assertThat(changed.live().orElseThrow().design()).isEqualTo(layout(1));
    assertThat(changed.live().orElseThrow().name()).isEqualTo("Night");
    assertThat(changed.hasUnpublishedChanges()).isTrue();
    assertThat(changed.publish(LATER).live().orElseThrow().design()).isEqualTo(layout(2));
    assertThat(published.publish(LATER)).isSameAs(published);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(refusal(() -> Design.created("x", wish(null, Target.WEB, null, null), NOON)).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(refusal(() -> Design.created("x", wish("X", null, null, null), NOON)).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(refusal(() -> night.changed(wish(null, Target.MOBILE, null, null), NOON)).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(refusal(() -> night.select(NOON)).reason()).isEqualTo("NOT_PUBLISHED");
    Fields large = Fields.of("x", "y".repeat(Design.MAX_LAYOUT));
    assertThat(refusal(() -> night.changed(wish(null, null, large, null), NOON)).reason())
        .isEqualTo("TOO_LARGE");
  }

  @Test
  void showsTheOneSelectedLast() {
    Design other = Design.created("e", wish("Day", Target.WEB, null, null), NOON).publish(NOON);
    Design phone =
        Design.created("p", wish("Phone", Target.MOBILE, null, null), NOON).publish(NOON);
    Design web = night.publish(NOON).select(NOON);

    assertThat(Designs.active(List.of(other, phone), null)).isEmpty();
    assertThat(Designs.active(List.of(web, other, phone.select(LATER)), Target.WEB)).contains(web);
    Design selected = other.select(LATER);
    assertThat(Designs.active(List.of(web, selected), Target.WEB)).contains(selected);
    assertThat(Designs.active(List.of(web, phone.select(NOON)), null)).contains(phone.select(NOON));
  }

  @Test
  @SuppressWarnings("unchecked") // The layout is made of JSON values.
  void beginsWithADesignForEachTarget() {
    List<Design> first = FirstDesigns.of(List.of(Rooms.space("hall", Kind.ROOM, null)), NOON);

    assertThat(first).extracting(Design::target).containsExactly(Target.values());
    assertThat(first)
        .allMatch(design -> Designs.isActive(first, design) && !design.hasUnpublishedChanges());
    Fields layout = first.get(0).layout();
    List<Map<String, Object>> tabs = (List<Map<String, Object>>) layout.list("tabs");
    assertThat(tabs)
        .extracting(tab -> tab.get("title"))
        .containsExactly("Home", "Media", "Zones", "Scenes", "Profile", "Custom");
    List<Map<String, Object>> screens = (List<Map<String, Object>>) layout.list("screens");
    assertThat(screens)
        .extracting(screen -> screen.get("id"))
        .containsAll(tabs.stream().map(tab -> tab.get("screen")).toList())
        .contains("space_hall");
  }

  private static HubFailure refusal(ThrowingCallable attempt) {
    HubFailure[] caught = new HubFailure[1];
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(HubFailure.class, failure -> caught[0] = failure);
    return caught[0];
  }

  private static Fields layout(int columns) {
    return Fields.of("columns", columns);
  }

  private static SaveProfile wish(
      @Nullable String name,
      @Nullable Target target,
      @Nullable Fields layout,
      @Nullable Integer version) {
    return new SaveProfile(null, name, null, target, null, layout, version);
  }
}
