package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Places.space;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.spaces.SpacesContract.Change;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.devices.Whereabouts.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  private final Whereabouts whereabouts = new Whereabouts();

  @Test
  void knowsWhatItWasToldLast() {
    whereabouts.learn(new SpaceList(List.of(space("a", "A", "d1"), space("b", "B", "d2"))));
    assertThat(at("d1")).isEqualTo(new Place("a", "A"));

    whereabouts.learn(new SpaceList(List.of(space("b", "B2", "d2"))));

    assertThat(at("d1")).isNull();
    assertThat(at("d2")).isEqualTo(new Place("b", "B2"));
  }

  @Test
  void followsADeviceInWhicheverOrderItsSpacesSpeak() {
    whereabouts.learn(new SpaceList(List.of(space("a", "A", "d1", "d2"), space("b", "B"))));

    changed(Change.UPDATED, "b", "d1");
    changed(Change.UPDATED, "a", "d2");
    assertThat(at("d1")).isEqualTo(new Place("b", "b"));
    changed(Change.UPDATED, "b");
    changed(Change.ADDED, "c", "d1");
    assertThat(at("d1")).isEqualTo(new Place("c", "c"));
    assertThat(at("d2")).isEqualTo(new Place("a", "a"));
  }

  @Test
  void forgetsWhatWasInARemovedSpace() {
    whereabouts.learn(new SpaceList(List.of(space("a", "A", "d1"))));

    changed(Change.REMOVED, "a", "d1");

    assertThat(at("d1")).isNull();
  }

  private @Nullable Place at(String device) {
    return whereabouts.of(new DeviceId(device));
  }

  private void changed(Change change, String id, String... devices) {
    whereabouts.changed(new SpaceChanged(change, space(id, id, devices), Source.REST, null));
  }
}
