package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.spaces.Space;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.language.Kind;
import io.busbar.verticles.intents.meaning.TargetPhrase.Item;
import io.busbar.verticles.intents.meaning.TargetPhrase.Place;
import io.busbar.verticles.intents.meaning.TargetPhrase.Thing;
import io.busbar.verticles.intents.meaning.TargetPhrase.What;
import io.busbar.verticles.intents.meaning.TargetPhrase.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the devices that a phrase means, for something that is to be done or asked. */
final class Resolver {
  private final KnownHouse house;
  private final DeviceKinds kinds;
  private final @Nullable String spaceId;
  private final Purpose purpose;

  /**
   * What the devices are for.
   *
   * @param fits whether a device may be meant at all
   * @param domains what is meant when only a place is said
   * @param preferences what speaks for a device where several may be meant, the more telling last
   * @param active whether these preferences hold even where several are welcome
   * @param all whether several are welcome where one is said, as in a question
   */
  record Purpose(
      Predicate<KnownDevice> fits,
      List<String> domains,
      List<Predicate<KnownDevice>> preferences,
      boolean active,
      boolean all) {}

  private record Area(List<KnownDevice> devices, List<Space> spaces, boolean said, boolean broad) {}

  Resolver(KnownHouse house, DeviceKinds kinds, @Nullable String spaceId, Purpose purpose) {
    this.house = house;
    this.kinds = kinds;
    this.spaceId = spaceId;
    this.purpose = purpose;
  }

  Resolved resolve(TargetPhrase phrase) {
    Set<KnownDevice> devices = new LinkedHashSet<>();
    Set<KnownDevice> choices = new LinkedHashSet<>();
    List<Space> places = new ArrayList<>();
    boolean broad = false;
    for (Item item : phrase.items()) {
      Resolved one = resolve(inheriting(item, phrase.items()));
      if (one.isEmpty()) {
        return Resolved.NOTHING;
      }
      devices.addAll(one.devices());
      choices.addAll(one.choices());
      places.addAll(one.places());
      broad |= one.broad();
    }
    for (Item item : phrase.except()) {
      Set<KnownDevice> without = excepted(item);
      if (without.isEmpty()) {
        return Resolved.NOTHING;
      }
      devices.removeAll(without);
    }
    return new Resolved(
        choices.isEmpty() ? List.copyOf(devices) : List.of(),
        choices.size() > 1 ? List.copyOf(choices) : List.of(),
        places,
        broad && KnownHouse.rooms(devices) > 1);
  }

  /** "kitchen lights and hallway": the hallway's lights. */
  private static Item inheriting(Item item, List<Item> items) {
    if (item.thing().what() != What.PLACE) {
      return item;
    }
    return items.stream()
        .filter(other -> other.thing().what() == What.KIND)
        .findFirst()
        .map(other -> new Item(true, item.places(), other.thing()))
        .orElse(item);
  }

  private Set<KnownDevice> excepted(Item item) {
    Area area = area(item);
    Thing thing = item.thing();
    Set<KnownDevice> excepted = new LinkedHashSet<>(area.devices());
    if (thing.what() == What.NAMED) {
      excepted.removeIf(device -> !thing.devices().contains(device.id()));
    } else if (thing.kind() != null) {
      excepted.retainAll(kinds.of(thing.kind().name()));
    } else if (thing.what() != What.PLACE) {
      excepted.clear();
    }
    return excepted;
  }

  private Resolved resolve(Item item) {
    Area area = area(item);
    Thing thing = item.thing();
    return switch (thing.what()) {
      case NAMED -> named(area, thing, item.all());
      case KIND -> ofKind(area, Objects.requireNonNull(thing.kind()), item.all());
      case EVERYTHING -> everything(area);
      case PLACE -> place(area);
      case IT -> it(area);
      case UNSAID -> unsaid(area);
    };
  }

  private Resolved named(Area area, Thing thing, boolean all) {
    List<KnownDevice> named =
        area.devices().stream().filter(device -> thing.devices().contains(device.id())).toList();
    return all ? each(area, named, false) : single(area, preferably(named, purpose.fits()));
  }

  private Resolved ofKind(Area area, Kind kind, boolean all) {
    Collection<KnownDevice> members = kinds.of(kind.name());
    List<KnownDevice> present = area.devices().stream().filter(members::contains).toList();
    List<KnownDevice> fitting = preferably(present, purpose.fits());
    boolean several = all || kind.form() != Kind.Form.ONE || purpose.all();
    boolean local = area.said() || spaceId != null;
    if (several || (local && kinds.isCollective(kind.name()))) {
      boolean unsaid = !area.said() && !all;
      List<KnownDevice> here = unsaid ? preferably(fitting, this::isHere) : fitting;
      return each(area, unsaid ? preferablyActive(here) : here, here.size() == fitting.size());
    }
    return single(area, preferably(fitting, kinds.called(kind.name())::contains));
  }

  /** "lock everything" means the locks, though they are not among what "everything" is. */
  private Resolved everything(Area area) {
    List<KnownDevice> all = area.devices().stream().filter(kinds::isOfEverything).toList();
    boolean fits = all.stream().anyMatch(purpose.fits());
    return each(area, fits ? all : ofPurpose(area.devices()), true);
  }

  private Resolved place(Area area) {
    return each(area, ofPurpose(area.devices()), true);
  }

  /** "it": what is on here, if that is one thing. */
  private Resolved it(Area area) {
    List<KnownDevice> fitting = area.devices().stream().filter(purpose.fits()).toList();
    if (spaceId == null || purpose.preferences().isEmpty()) {
      return Resolved.NOTHING;
    }
    Predicate<KnownDevice> on = purpose.preferences().get(0);
    return single(area, fitting.stream().filter(on).filter(this::isHere).toList());
  }

  private Resolved unsaid(Area area) {
    List<KnownDevice> meant = preferablyActive(ofPurpose(area.devices()));
    boolean oneAtATime = purpose.active() && !purpose.all();
    if (oneAtATime) {
      return single(area, meant);
    }
    return spaceId == null && !purpose.all()
        ? single(area, meant)
        : each(area, preferably(meant, this::isHere), true);
  }

  private List<KnownDevice> ofPurpose(List<KnownDevice> devices) {
    return devices.stream()
        .filter(device -> purpose.domains().contains(device.domain()))
        .filter(purpose.fits())
        .toList();
  }

  private Resolved each(Area area, List<KnownDevice> devices, boolean whole) {
    return new Resolved(devices, List.of(), area.spaces(), whole && area.broad());
  }

  private Resolved single(Area area, List<KnownDevice> candidates) {
    List<KnownDevice> likely = preferred(preferably(candidates, this::isHere));
    if (likely.size() < 2 || purpose.all()) {
      return new Resolved(likely, List.of(), area.spaces(), false);
    }
    return new Resolved(List.of(), likely, area.spaces(), false);
  }

  private List<KnownDevice> preferablyActive(List<KnownDevice> devices) {
    return purpose.active() ? preferred(devices) : devices;
  }

  private List<KnownDevice> preferred(List<KnownDevice> devices) {
    List<KnownDevice> preferred = devices;
    for (Predicate<KnownDevice> preference : purpose.preferences()) {
      preferred = preferably(preferred, preference);
    }
    return preferred;
  }

  /** Those that satisfy it, or all when none does. */
  private static List<KnownDevice> preferably(
      List<KnownDevice> devices, Predicate<KnownDevice> wanted) {
    List<KnownDevice> satisfying = devices.stream().filter(wanted).toList();
    return satisfying.isEmpty() ? devices : satisfying;
  }

  private boolean isHere(KnownDevice device) {
    return spaceId != null && house.devicesIn(spaceId).contains(device);
  }

  private Area area(Item item) {
    if (item.places().isEmpty()) {
      boolean narrowed =
          spaceId != null
              && (item.thing().what() == What.UNSAID || item.thing().what() == What.EVERYTHING);
      return narrowed ? here(false) : whole(false);
    }
    Set<KnownDevice> devices = new LinkedHashSet<>();
    List<Space> spaces = new ArrayList<>();
    boolean broad = false;
    for (Place place : item.places()) {
      Area area = area(place);
      devices.addAll(area.devices());
      spaces.addAll(area.spaces());
      broad |= area.broad();
    }
    return new Area(List.copyOf(devices), spaces, true, broad);
  }

  private Area area(Place place) {
    if (place.where() == Where.HOUSE) {
      return whole(true);
    }
    if (place.where() == Where.HERE) {
      return here(true);
    }
    Set<KnownDevice> devices = new LinkedHashSet<>();
    List<Space> spaces = new ArrayList<>();
    boolean floor = false;
    for (String id : place.spaceIds()) {
      Space space = Objects.requireNonNull(house.space(id));
      devices.addAll(house.devicesIn(id));
      spaces.add(space);
      floor |= space.kind() == Space.Kind.FLOOR;
    }
    return new Area(List.copyOf(devices), spaces, true, floor);
  }

  private Area here(boolean said) {
    Space space = house.space(spaceId);
    return space == null
        ? new Area(List.of(), List.of(), said, false)
        : new Area(
            List.copyOf(house.devicesIn(space.id())),
            List.of(space),
            said,
            space.kind() == Space.Kind.FLOOR);
  }

  private Area whole(boolean said) {
    return new Area(List.copyOf(house.devices()), List.of(), said, true);
  }
}
