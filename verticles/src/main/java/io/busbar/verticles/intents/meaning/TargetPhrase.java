package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.intents.language.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence is about, as it was said: "kitchen and hallway lights except the floor lamp".
 *
 * @param weight 1 when every name was exact
 */
record TargetPhrase(List<Item> items, List<Item> except, double weight) {
  /** Nothing was said: what is meant follows from the place and what is going on. */
  static final TargetPhrase UNSAID =
      new TargetPhrase(List.of(new Item(false, List.of(), Thing.UNSAID)), List.of(), 1);

  /**
   * @param all whether "all" was said
   */
  record Item(boolean all, List<Place> places, Thing thing) {}

  /** Where. */
  record Place(Where where, List<String> spaceIds) {}

  /** What. */
  record Thing(What what, List<DeviceId> devices, @Nullable Kind kind) {
    static final Thing EVERYTHING = new Thing(What.EVERYTHING, List.of(), null);
    static final Thing PLACE = new Thing(What.PLACE, List.of(), null);
    static final Thing IT = new Thing(What.IT, List.of(), null);
    static final Thing UNSAID = new Thing(What.UNSAID, List.of(), null);
  }

  /** How a place was said. */
  enum Where {
    SPACE,
    HERE,
    HOUSE
  }

  /** How a thing was said. */
  enum What {
    NAMED,
    KIND,
    EVERYTHING,
    PLACE,
    IT,
    UNSAID
  }
}
