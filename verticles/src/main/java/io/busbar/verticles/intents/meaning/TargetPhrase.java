package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.intents.language.Kind;
import java.util.ArrayList;
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

  /** What a sentence said in one piece or in several. */
  static TargetPhrase of(Captures captures) {
    TargetPhrase said =
        captures.get("targets").map(TargetPhrase.class::cast).orElse(TargetPhrase.UNSAID);
    List<Place> places = list(captures, "where", Place.class);
    List<Item> except = new ArrayList<>(said.except());
    except.addAll(list(captures, "without", Item.class));
    List<Item> items =
        said.items().stream()
            .map(item -> item.places().isEmpty() ? item.in(places) : item)
            .toList();
    return new TargetPhrase(items, except, captures.weight());
  }

  private static <T> List<T> list(Captures captures, String slot, Class<T> type) {
    return captures.get(slot).stream()
        .flatMap(found -> ((List<?>) found).stream())
        .map(type::cast)
        .toList();
  }

  /**
   * @param all whether "all" was said
   */
  record Item(boolean all, List<Place> places, Thing thing) {
    Item in(List<Place> others) {
      return new Item(all, others, thing);
    }
  }

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
