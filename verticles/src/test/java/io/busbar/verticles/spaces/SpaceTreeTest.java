package io.busbar.verticles.spaces;

import static io.busbar.verticles.spaces.Rooms.NOON;
import static io.busbar.verticles.spaces.Rooms.ids;
import static io.busbar.verticles.spaces.Rooms.ordered;
import static io.busbar.verticles.spaces.Rooms.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpaceTreeTest {
  private static final Instant LATER = NOON.plusSeconds(60);

  private static SpaceTree tree(Space... spaces) {
    return SpaceTree.of(List.of(spaces));
  }

  @Test
  void putsWhatLiesInASpaceAfterIt() {
    SpaceTree tree =
        tree(room("c", "b"), ordered("b", "a", 2), ordered("d", "a", 1), room("a", null));

    assertThat(tree.inOrder()).extracting(Space::id).containsExactly("a", "d", "b", "c");
  }

  @Test
  void letsADeviceBeInOneSpaceOnly() {
    SpaceTree tree = tree(room("a", null, "d1", "d2"), room("b", null));

    SpaceTree.Change change = tree.put(room("b", null, "d2", "d3"), LATER);
    SpaceTree after = tree.after(change);

    assertThat(change.saved()).extracting(Space::id).containsExactly("b", "a");
    assertThat(after.find("a").orElseThrow().deviceIds()).isEqualTo(ids("d1"));
    assertThat(after.find("a").orElseThrow().updatedAt()).isEqualTo(LATER);
    assertThat(after.find("b").orElseThrow().deviceIds()).isEqualTo(ids("d2", "d3"));
  }

  @Test
  void movesChildrenUpWhenTheirSpaceGoes() {
    SpaceTree tree = tree(room("a", null), room("b", "a"), room("c", "b"), room("d", "c"));

    SpaceTree after = tree.after(tree.remove(room("b", "a"), LATER));

    assertThat(after.has("b")).isFalse();
    assertThat(after.find("c").orElseThrow().parentId()).isEqualTo("a");
    assertThat(after.find("d").orElseThrow().parentId()).isEqualTo("c");
    SpaceTree top = after.after(after.remove(room("a", null), LATER));
    assertThat(top.find("c").orElseThrow().parentId()).isNull();
  }

  @Test
  void letsDevicesLeaveAsFavouritesToo() {
    Space space = room("a", null, "d1", "d2").withDevices(ids("d1", "d2"), ids("d1"));
    SpaceTree tree = tree(space, room("b", null, "d3"));

    SpaceTree.Change change = tree.withoutDevices(Set.of(new DeviceId("d1")), LATER);

    assertThat(change.saved()).hasSize(1);
    assertThat(change.saved().get(0).deviceIds()).isEqualTo(ids("d2"));
    assertThat(change.saved().get(0).favoriteIds()).isEmpty();
    assertThat(tree.withoutDevices(Set.of(new DeviceId("no")), LATER).isNone()).isTrue();
    assertThat(tree.devices()).containsExactlyInAnyOrderElementsOf(ids("d1", "d2", "d3"));
  }

  @Test
  void refusesAPlaceWithinItselfOrNowhere() {
    SpaceTree tree = tree(room("a", null), room("b", "a"), room("c", "b"));

    expect(tree, room("a", "c"), FailureCode.INVALID);
    expect(tree, room("a", "a"), FailureCode.INVALID);
    expect(tree, room("x", "nowhere"), FailureCode.INVALID);
  }

  @Test
  void refusesANinthLevelAlsoForWhatIsMoved() {
    List<Space> chain = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      chain.add(room("s" + i, i == 1 ? null : "s" + (i - 1)));
    }
    chain.add(room("t1", null));
    chain.add(room("t2", "t1"));
    SpaceTree tree = SpaceTree.of(chain);

    assertThat(tree.put(room("s8", "s7"), NOON).saved()).hasSize(1);
    assertThat(tree.put(room("t1", "s6"), NOON).saved()).hasSize(1);
    expect(tree, room("t1", "s7"), FailureCode.INVALID);
    SpaceTree full = tree.after(tree.put(room("s8", "s7"), NOON));
    expect(full, room("s9", "s8"), FailureCode.INVALID);
  }

  @Test
  void refusesMoreSpacesThanItsLimitButChangesThoseItHas() {
    List<Space> many =
        IntStream.range(0, SpaceTree.MAX_SPACES).mapToObj(i -> room("s" + i, null)).toList();
    SpaceTree tree = SpaceTree.of(many);

    expect(tree, room("one-more", null), FailureCode.OVERLOADED);
    assertThat(tree.put(ordered("s7", null, 3), NOON).saved()).hasSize(1);
  }

  /** One of many puts and removes; some are refused. */
  record Step(int space, int parent, int device, boolean remove) {}

  @Property(tries = 300)
  void staysATreeWhateverIsAsked(
      @ForAll @Size(max = 60) List<@IntRange(max = 99_999) Integer> numbers) {
    SpaceTree tree = SpaceTree.EMPTY;
    for (int number : numbers) {
      tree = after(tree, step(number));
      expectLaws(tree);
    }
  }

  private static Step step(int number) {
    return new Step(number % 12, number / 12 % 13, number / 156 % 6, number / 936 % 5 == 0);
  }

  private static SpaceTree after(SpaceTree tree, Step step) {
    String id = "s" + step.space();
    if (step.remove()) {
      return tree.find(id).map(space -> tree.after(tree.remove(space, NOON))).orElse(tree);
    }
    String parent = step.parent() == 12 ? null : "s" + step.parent();
    try {
      return tree.after(tree.put(room(id, parent, "d" + step.device()), NOON));
    } catch (HubFailure refused) {
      assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
      return tree;
    }
  }

  private static void expectLaws(SpaceTree tree) {
    List<Space> ordered = tree.inOrder();
    Set<String> before = new HashSet<>();
    List<DeviceId> devices = new ArrayList<>();
    for (Space space : ordered) {
      assertThat(space.parentId() == null || before.contains(space.parentId())).isTrue();
      assertThat(before.add(space.id())).isTrue();
      devices.addAll(space.deviceIds());
      assertThat(depth(tree, space)).isLessThanOrEqualTo(SpaceTree.MAX_DEPTH);
    }
    assertThat(devices).doesNotHaveDuplicates();
    assertThat(tree.devices()).hasSameSizeAs(devices);
  }

  private static int depth(SpaceTree tree, Space space) {
    String parent = space.parentId();
    return parent == null ? 1 : 1 + depth(tree, tree.find(parent).orElseThrow());
  }

  private static void expect(SpaceTree tree, Space space, FailureCode code) {
    assertThatThrownBy(() -> tree.put(space, NOON))
        .isInstanceOfSatisfying(
            HubFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
