package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.intents.house.Name;
import io.busbar.verticles.intents.house.NameIndex.Hit;
import io.busbar.verticles.intents.language.Kind;
import io.busbar.verticles.intents.meaning.TargetPhrase.Item;
import io.busbar.verticles.intents.meaning.TargetPhrase.Place;
import io.busbar.verticles.intents.meaning.TargetPhrase.Thing;
import io.busbar.verticles.intents.meaning.TargetPhrase.What;
import io.busbar.verticles.intents.meaning.TargetPhrase.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a sentence is about. Everything it may be, the longest first; bounded. */
final class TargetReader {
  private static final int MAX_ITEMS = 8;
  private static final int MAX_READINGS = 24;
  private static final int COST_OF_ITEM = 10;

  private final Sentence sentence;
  private final Map<Integer, List<Found<TargetPhrase>>> known = new HashMap<>();

  TargetReader(Sentence sentence) {
    this.sentence = sentence;
  }

  List<Found<TargetPhrase>> at(int from) {
    List<Found<TargetPhrase>> found = known.get(from);
    if (found == null) {
      found = phrases(from);
      known.put(from, found);
    }
    return found;
  }

  /** Places on their own: "... off in the kitchen". */
  List<Found<List<Place>>> wheres(int from) {
    return places(from);
  }

  /** What is left out, said late: "... off except the kitchen". */
  List<Found<List<Item>>> withouts(int from) {
    List<Found<List<Item>>> withouts = new ArrayList<>();
    sentence.ends("except", from).forEach(end -> withouts.addAll(items(end)));
    return withouts;
  }

  private List<Found<TargetPhrase>> phrases(int from) {
    List<Found<TargetPhrase>> phrases = new ArrayList<>();
    for (Found<List<Item>> items : items(from)) {
      for (int except : sentence.ends("except", items.end())) {
        for (Found<List<Item>> left : items(except)) {
          double weight = items.weight() * left.weight();
          phrases.add(
              new Found<>(
                  left.end(), new TargetPhrase(items.value(), left.value(), weight), weight));
        }
      }
      phrases.add(
          new Found<>(
              items.end(),
              new TargetPhrase(items.value(), List.of(), items.weight()),
              items.weight()));
    }
    return longestFirst(phrases);
  }

  private List<Found<List<Item>>> items(int from) {
    List<Found<List<Item>>> open = new ArrayList<>();
    for (Found<Item> first : item(from)) {
      open.add(new Found<>(first.end(), List.of(first.value()), first.weight()));
    }
    List<Found<List<Item>>> all = new ArrayList<>(open);
    for (int more = 1; more < MAX_ITEMS && !open.isEmpty(); more++) {
      List<Found<List<Item>>> longer = new ArrayList<>();
      open.forEach(found -> longer.addAll(extended(found)));
      open = longestFirst(longer);
      all.addAll(open);
    }
    return longestFirst(all);
  }

  private List<Found<List<Item>>> extended(Found<List<Item>> begun) {
    List<Found<List<Item>>> longer = new ArrayList<>();
    for (int next : sentence.ends("and", begun.end())) {
      for (Found<Item> item : item(next)) {
        List<Item> items = new ArrayList<>(begun.value());
        items.add(item.value());
        longer.add(new Found<>(item.end(), items, begun.weight() * item.weight()));
      }
    }
    return longer;
  }

  private List<Found<Item>> item(int from) {
    List<Found<Item>> items = new ArrayList<>();
    if (!sentence.work().spend(COST_OF_ITEM)) {
      return items;
    }
    sentence.ends("all", from).forEach(end -> items.addAll(core(end, true)));
    items.addAll(core(from, false));
    return longestFirst(items);
  }

  private List<Found<Item>> core(int from, boolean all) {
    List<Found<Item>> items = new ArrayList<>();
    for (Found<Thing> thing : things(from)) {
      for (Found<List<Place>> places : placesOrNone(thing.end())) {
        items.add(item(all, places, thing.value(), places.end(), thing.weight()));
      }
    }
    for (Found<List<Place>> places : places(from)) {
      for (Found<Thing> thing : things(places.end())) {
        items.add(item(all, places, thing.value(), thing.end(), thing.weight()));
      }
      items.add(item(all, places, Thing.PLACE, places.end(), 1));
    }
    return items;
  }

  private static Found<Item> item(
      boolean all, Found<List<Place>> places, Thing thing, int end, double weight) {
    return new Found<>(end, new Item(all, places.value(), thing), places.weight() * weight);
  }

  private List<Found<Thing>> things(int from) {
    List<Found<Thing>> things = new ArrayList<>();
    Map<List<Number>, List<Hit>> named = new LinkedHashMap<>();
    for (Hit hit : sentence.namesAt(from)) {
      if (hit.name().of() == Name.Of.DEVICE) {
        named.computeIfAbsent(List.of(hit.end(), hit.weight()), key -> new ArrayList<>()).add(hit);
      }
    }
    named.values().forEach(hits -> things.add(named(hits)));
    for (var kind : sentence.language().kinds(sentence.words(), from)) {
      things.add(new Found<>(kind.end(), ofKind(kind.meaning())));
    }
    sentence
        .ends("everything", from)
        .forEach(end -> things.add(new Found<>(end, Thing.EVERYTHING)));
    sentence.ends("it", from).forEach(end -> things.add(new Found<>(end, Thing.IT)));
    return things;
  }

  private static Found<Thing> named(List<Hit> hits) {
    List<DeviceId> ids = hits.stream().map(hit -> new DeviceId(hit.name().id())).toList();
    Hit any = hits.get(0);
    return new Found<>(any.end(), new Thing(What.NAMED, ids, null), any.weight());
  }

  private static Thing ofKind(Kind kind) {
    return new Thing(What.KIND, List.of(), kind);
  }

  private List<Found<List<Place>>> placesOrNone(int from) {
    List<Found<List<Place>>> places = new ArrayList<>(places(from));
    places.add(new Found<>(from, List.of()));
    return places;
  }

  /** "kitchen", "in the kitchen and in the hallway", "here". */
  private List<Found<List<Place>>> places(int from) {
    List<Found<List<Place>>> open = new ArrayList<>();
    place(from).forEach(p -> open.add(new Found<>(p.end(), List.of(p.value()), p.weight())));
    List<Found<List<Place>>> all = new ArrayList<>(open);
    List<Found<List<Place>>> last = open;
    for (int more = 1; more < MAX_ITEMS && !last.isEmpty(); more++) {
      List<Found<List<Place>>> longer = new ArrayList<>();
      last.forEach(found -> longer.addAll(wider(found)));
      last = longestFirst(longer);
      all.addAll(last);
    }
    return longestFirst(all);
  }

  private List<Found<List<Place>>> wider(Found<List<Place>> begun) {
    List<Found<List<Place>>> wider = new ArrayList<>();
    for (int next : sentence.ends("and", begun.end())) {
      for (Found<Place> place : place(next)) {
        List<Place> places = new ArrayList<>(begun.value());
        places.add(place.value());
        wider.add(new Found<>(place.end(), places, begun.weight() * place.weight()));
      }
    }
    return wider;
  }

  private List<Found<Place>> place(int from) {
    List<Found<Place>> places = new ArrayList<>();
    sentence.ends("in", from).forEach(end -> places.addAll(barePlace(end)));
    places.addAll(barePlace(from));
    return places;
  }

  private List<Found<Place>> barePlace(int from) {
    List<Found<Place>> places = new ArrayList<>();
    Map<List<Number>, List<String>> spaces = new LinkedHashMap<>();
    for (Hit hit : sentence.namesAt(from)) {
      if (hit.name().of() == Name.Of.SPACE) {
        spaces
            .computeIfAbsent(List.of(hit.end(), hit.weight()), key -> new ArrayList<>())
            .add(hit.name().id());
      }
    }
    spaces.forEach(
        (key, ids) ->
            places.add(
                new Found<>(
                    key.get(0).intValue(), new Place(Where.SPACE, ids), key.get(1).doubleValue())));
    sentence
        .ends("here", from)
        .forEach(end -> places.add(new Found<>(end, new Place(Where.HERE, List.of()))));
    sentence
        .ends("house", from)
        .forEach(end -> places.add(new Found<>(end, new Place(Where.HOUSE, List.of()))));
    return places;
  }

  private static <T> List<Found<T>> longestFirst(List<Found<T>> found) {
    return found.stream()
        .sorted(
            java.util.Comparator.<Found<T>>comparingInt(Found::end)
                .thenComparingDouble(Found::weight)
                .reversed())
        .limit(MAX_READINGS)
        .toList();
  }
}
