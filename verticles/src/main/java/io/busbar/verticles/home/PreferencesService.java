package io.busbar.verticles.home;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.home.HomeContract.Preferences;
import io.busbar.contracts.home.HomeContract.ReadPreferences;
import io.busbar.contracts.home.HomeContract.SavePreferences;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.home.model.HomePreferences;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people prefer: everything in memory, every change in the store before it is answered. */
final class PreferencesService {
  private static final Logger log = LoggerFactory.getLogger(PreferencesService.class);
  private static final int MAX_PEOPLE = 1_000;

  private final HomeStore store;
  private final Fields defaults;
  private final Map<UserId, HomePreferences> byUser = new HashMap<>();
  private final OneByOne changes = new OneByOne();

  PreferencesService(HomeStore store, String houseName) {
    this.store = store;
    this.defaults = HomePreferences.defaults(houseName);
  }

  Future<Void> load() {
    return store.preferences().map(this::remember);
  }

  Future<Preferences> read(ReadPreferences query) {
    return Future.succeededFuture(new Preferences(of(query.by().id())));
  }

  Future<Preferences> save(SavePreferences change) {
    return changes.next(() -> saveNow(change));
  }

  /** Whose account is gone needs no preferences, and leaves room for others. */
  void userChanged(UserChanged event) {
    if (event.change() == UserChange.REMOVED) {
      changes
          .next(() -> store.deletePreferences(event.id()))
          .onSuccess(deleted -> byUser.remove(event.id()))
          .onFailure(
              cause -> log.warn("Preferences of {} stay: {}", event.id(), cause.getMessage()));
    }
  }

  /** A person's preferences, with defaults. */
  Fields of(UserId user) {
    return byUser.getOrDefault(user, HomePreferences.NONE).over(defaults);
  }

  private Future<Preferences> saveNow(SavePreferences change) {
    UserId user = change.by().id();
    if (!byUser.containsKey(user) && byUser.size() >= MAX_PEOPLE) {
      throw HubFailure.overloaded(
          "The hub keeps the preferences of %d people.".formatted(MAX_PEOPLE),
          "Ask the administrator; preferences of others must go first.");
    }
    HomePreferences changed = byUser.getOrDefault(user, HomePreferences.NONE).with(change.body());
    return store.savePreferences(user, changed.values()).map(stored -> keep(user, changed));
  }

  private Preferences keep(UserId user, HomePreferences changed) {
    byUser.put(user, changed);
    return new Preferences(changed.over(defaults));
  }

  private @Nullable Void remember(Map<UserId, Fields> stored) {
    stored.forEach((user, values) -> byUser.put(user, new HomePreferences(values)));
    return null;
  }
}
