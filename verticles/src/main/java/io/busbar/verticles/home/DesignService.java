package io.busbar.verticles.home;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.home.DesignProfile;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.DesignEdited;
import io.busbar.contracts.home.HomeContract.DesignProfiles;
import io.busbar.contracts.home.HomeContract.DesignPublished;
import io.busbar.contracts.home.HomeContract.ListProfiles;
import io.busbar.contracts.home.HomeContract.LiveDesign;
import io.busbar.contracts.home.HomeContract.ProfileRemoved;
import io.busbar.contracts.home.HomeContract.PublishProfile;
import io.busbar.contracts.home.HomeContract.ReadLiveDesign;
import io.busbar.contracts.home.HomeContract.Reason;
import io.busbar.contracts.home.HomeContract.RemoveProfile;
import io.busbar.contracts.home.HomeContract.SaveProfile;
import io.busbar.contracts.home.HomeContract.SelectProfile;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.verticles.home.model.Design;
import io.busbar.verticles.home.model.Designs;
import io.busbar.verticles.home.model.FirstDesigns;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Design profiles: everything in memory, every change in the store before it is answered. */
final class DesignService {
  private static final int MAX_PROFILES = 50;

  private final HubBus bus;
  private final HomeStore store;
  private final InstantSource clock;
  private final Map<String, Design> designs = new LinkedHashMap<>();
  private final OneByOne changes = new OneByOne();

  DesignService(HubBus bus, HomeStore store, InstantSource clock) {
    this.bus = bus;
    this.store = store;
    this.clock = clock;
  }

  /** Reads the profiles; a hub that has none gets its first. */
  Future<Void> load() {
    return store.designs().compose(stored -> stored.isEmpty() ? makeFirst() : remember(stored));
  }

  Future<DesignProfiles> list(ListProfiles query) {
    return Future.succeededFuture(
        new DesignProfiles(
            designs.values().stream()
                .filter(design -> query.target() == null || design.target() == query.target())
                .map(this::view)
                .toList()));
  }

  Future<LiveDesign> live(ReadLiveDesign query) {
    return Designs.active(designs.values(), query.target())
        .flatMap(Design::live)
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(noneLive()));
  }

  Future<DesignProfile> save(SaveProfile wish) {
    return changes.next(() -> saveNow(wish));
  }

  Future<DesignProfile> select(SelectProfile wish) {
    return changes.next(() -> selectNow(idOf(wish)));
  }

  Future<LiveDesign> publish(PublishProfile wish) {
    return changes.next(() -> publishNow(wish.id()));
  }

  Future<ProfileRemoved> remove(RemoveProfile wish) {
    return changes.next(() -> removeNow(wish.id()));
  }

  private Future<DesignProfile> saveNow(SaveProfile wish) {
    Instant now = clock.instant();
    String id = wish.id();
    if (id != null) {
      Design before = known(id);
      return keep(before.changed(wish, now))
          .onSuccess(after -> tellIfEdited(before, after))
          .map(this::view);
    }
    if (designs.size() >= MAX_PROFILES) {
      throw HubFailure.overloaded(
          "The hub holds its limit of %d design profiles.".formatted(MAX_PROFILES),
          "Delete one that clients do not show.");
    }
    String made = "design_" + UuidCreator.getTimeOrderedEpoch();
    return keep(Design.created(made, wish, now)).map(this::view);
  }

  private Future<DesignProfile> selectNow(String id) {
    return keep(known(id).select(clock.instant()))
        .onSuccess(selected -> announce(selected, Reason.SELECTED))
        .map(this::view);
  }

  private Future<LiveDesign> publishNow(String id) {
    Design before = known(id);
    return keep(before.publish(clock.instant()))
        .onSuccess(after -> announceIf(before.hasUnpublishedChanges(), after))
        .map(after -> after.live().orElseThrow());
  }

  private Future<ProfileRemoved> removeNow(String id) {
    if (Designs.isActive(designs.values(), known(id))) {
      throw HubFailure.conflict(
          "PROFILE_ACTIVE", "Clients show this profile.", "Select another for its target first.");
    }
    return store
        .deleteDesign(id)
        .onSuccess(deleted -> designs.remove(id))
        .map(new ProfileRemoved(id, true));
  }

  private void tellIfEdited(Design before, Design after) {
    if (after.version() != before.version() && Designs.isActive(designs.values(), after)) {
      bus.publish(
          HomeContract.DESIGN_EDITED,
          new DesignEdited(
              after.id(), after.name(), after.target(), after.version(), clock.instant()));
    }
  }

  private void announceIf(boolean news, Design design) {
    if (news) {
      announce(design, Reason.PUBLISHED);
    }
  }

  private void announce(Design design, Reason reason) {
    design
        .live()
        .ifPresent(
            live ->
                bus.publish(
                    HomeContract.DESIGN_PUBLISHED,
                    new DesignPublished(
                        design.id(),
                        live.name(),
                        design.target(),
                        live.version(),
                        reason,
                        Designs.isActive(designs.values(), design),
                        clock.instant())));
  }

  private Future<Design> keep(Design design) {
    if (design.equals(designs.get(design.id()))) {
      return Future.succeededFuture(design);
    }
    return store.saveDesign(design).map(stored -> remembered(design));
  }

  private Design remembered(Design design) {
    designs.put(design.id(), design);
    return design;
  }

  private Design known(String id) {
    return Optional.ofNullable(designs.get(id))
        .orElseThrow(() -> HubFailure.notFound("design profile", id));
  }

  private DesignProfile view(Design design) {
    return design.view(Designs.isActive(designs.values(), design));
  }

  /** Whether there are spaces yet, or anybody who knows them, does not keep a hub from starting. */
  private Future<Void> makeFirst() {
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .otherwise(new SpaceList(List.of()))
        .compose(list -> keepAll(FirstDesigns.of(list.spaces(), clock.instant())));
  }

  private Future<Void> keepAll(List<Design> first) {
    Future<Design> chain = Future.succeededFuture();
    for (Design design : first) {
      chain = chain.compose(before -> keep(design));
    }
    return chain.mapEmpty();
  }

  private Future<Void> remember(List<Design> stored) {
    stored.forEach(design -> designs.put(design.id(), design));
    return Future.succeededFuture();
  }

  private static String idOf(SelectProfile wish) {
    return Stream.<@Nullable String>of(wish.id(), wish.profileId(), wish.key())
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElseThrow(
            () -> HubFailure.invalid("/id: is missing", "Name the profile: {\"id\": \"...\"}."));
  }

  private static HubFailure noneLive() {
    return HubFailure.of(FailureCode.NOT_FOUND, "No design is published.")
        .hint("Select a published profile at /design-profiles/select.");
  }
}
