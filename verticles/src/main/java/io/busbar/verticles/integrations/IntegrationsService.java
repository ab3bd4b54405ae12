package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.CreateInstance;
import io.busbar.contracts.integrations.IntegrationsContract.FindCommands;
import io.busbar.contracts.integrations.IntegrationsContract.Instance;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChange;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChanged;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceRemoved;
import io.busbar.contracts.integrations.IntegrationsContract.Instances;
import io.busbar.contracts.integrations.IntegrationsContract.Integrations;
import io.busbar.contracts.integrations.IntegrationsContract.ListInstances;
import io.busbar.contracts.integrations.IntegrationsContract.ManifestCommands;
import io.busbar.contracts.integrations.IntegrationsContract.RemoveInstance;
import io.busbar.contracts.integrations.IntegrationsContract.UpdateInstance;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalog, and setting up, changing and removing instances. */
final class IntegrationsService {
  static final int MOST_INSTANCES = 500;
  private static final int LONGEST_NAME = 128;

  private final HubBus bus;
  private final IntegrationsStore store;
  private final Catalog catalog;
  private final InstanceRunner runner;
  private final SealedProperties secrets;
  private final InstanceIds ids;
  private final InstantSource clock;

  IntegrationsService(
      HubBus bus,
      IntegrationsStore store,
      Catalog catalog,
      InstanceRunner runner,
      SealedProperties secrets,
      InstanceIds ids,
      InstantSource clock) {
    this.bus = bus;
    this.store = store;
    this.catalog = catalog;
    this.runner = runner;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  Future<Integrations> list(Nothing question) {
    return Future.all(catalog.ask(), store.all())
        .map(both -> Views.integrations(both.resultAt(0), both.resultAt(1)));
  }

  Future<Instances> listInstances(ListInstances question) {
    return catalog
        .require(question.driverKey())
        .compose(
            driver ->
                Future.all(store.of(driver.driverKey()), conditions())
                    .map(both -> views(driver, both.resultAt(0), both.resultAt(1))));
  }

  Future<Instance> create(CreateInstance wish) {
    return Future.all(catalog.require(wish.driverKey()), store.all())
        .map(both -> newInstance(wish, both.resultAt(0), both.<List<?>>resultAt(1).size()))
        .compose(fresh -> store.add(fresh.instance()).map(fresh))
        .onSuccess(fresh -> tell(InstanceChange.ADDED, fresh.instance(), wish.source(), wish.by()))
        .compose(
            fresh ->
                runner
                    .startIfPossible(fresh.instance(), fresh.driver())
                    .map(condition -> view(fresh, condition)));
  }

  Future<Instance> update(UpdateInstance wish) {
    return prepared(wish.id())
        .map(present -> changed(present, wish))
        .compose(changed -> store.replace(changed.instance()).map(changed))
        .compose(changed -> conditionAfter(changed).map(condition -> view(changed, condition)));
  }

  Future<InstanceRemoved> remove(RemoveInstance wish) {
    return store
        .find(wish.id())
        .compose(instance -> remove(instance).map(instance))
        .onSuccess(gone -> tell(InstanceChange.REMOVED, gone, wish.source(), wish.by()))
        .map(removed -> new InstanceRemoved(wish.id(), true));
  }

  private Future<Void> remove(StoredInstance instance) {
    return runner.stop(instance).compose(stopped -> store.remove(instance.id()));
  }

  Future<ManifestCommands> findCommands(FindCommands question) {
    return catalog.recent().map(drivers -> commands(drivers.get(question.driverKey())));
  }

  /** An instance with its driver. Fails: NOT_FOUND either is gone · UNAVAILABLE. */
  Future<Prepared> prepared(InstanceId id) {
    return store
        .find(id)
        .compose(
            instance ->
                catalog
                    .require(instance.driverKey())
                    .map(driver -> new Prepared(instance, driver)));
  }

  Instance view(Prepared prepared, Condition condition) {
    return Views.instance(prepared.instance(), prepared.driver(), condition, secrets);
  }

  private void tell(
      InstanceChange change, StoredInstance instance, Source source, @Nullable Principal by) {
    bus.publish(
        IntegrationsContract.CHANGED,
        new InstanceChanged(
            change,
            instance.id(),
            instance.driverKey(),
            instance.name(),
            source,
            by == null ? null : by.username(),
            now()));
  }

  private Future<Condition> conditionAfter(Prepared changed) {
    return changed.instance().enabled()
        ? runner.startIfPossible(changed.instance(), changed.driver())
        : Future.succeededFuture(InstanceRunner.assumed(changed.instance(), changed.driver()));
  }

  private Future<Map<DriverInstance, Condition>> conditions() {
    return runner.conditions().otherwise(Map.of());
  }

  private Instances views(
      DriverPackage driver,
      List<StoredInstance> instances,
      Map<DriverInstance, Condition> conditions) {
    return new Instances(
        instances.stream()
            .map(one -> view(new Prepared(one, driver), condition(one, driver, conditions)))
            .toList());
  }

  private static Condition condition(
      StoredInstance instance, DriverPackage driver, Map<DriverInstance, Condition> conditions) {
    Condition known = conditions.get(instance.driver());
    return known == null ? InstanceRunner.assumed(instance, driver) : known;
  }

  private Prepared newInstance(CreateInstance wish, DriverPackage driver, int present) {
    if (present >= MOST_INSTANCES) {
      throw HubFailure.overloaded(
          "There are %d instances already.".formatted(MOST_INSTANCES), "Remove some first.");
    }
    InstanceId id = ids.next(driver.driverKey());
    Instant now = now();
    return new Prepared(
        new StoredInstance(
            id,
            driver.driverKey(),
            name(wish.name(), driver.name()),
            accepted(id, driver, wish.properties(), Fields.EMPTY),
            true,
            now,
            now),
        driver);
  }

  private Prepared changed(Prepared present, UpdateInstance wish) {
    StoredInstance before = present.instance();
    Fields properties =
        wish.properties() == null
            ? before.properties()
            : accepted(before.id(), present.driver(), wish.properties(), before.properties());
    return new Prepared(
        before.changed(name(wish.name(), before.name()), properties, now()), present.driver());
  }

  private Fields accepted(
      InstanceId id, DriverPackage driver, @Nullable Fields given, Fields before) {
    PropertyForm form = new PropertyForm(driver.properties());
    return secrets.seal(id, form, form.accept(given == null ? Fields.EMPTY : given, before));
  }

  private static String name(@Nullable String wish, String otherwise) {
    if (wish == null || wish.isBlank()) {
      return otherwise;
    }
    if (wish.length() > LONGEST_NAME || wish.chars().anyMatch(Character::isISOControl)) {
      throw HubFailure.invalid(
          "Not a valid name.", "Use at most 128 characters without control characters.");
    }
    return wish.strip();
  }

  private static ManifestCommands commands(@Nullable DriverPackage driver) {
    return new ManifestCommands(driver == null ? List.of() : driver.commands());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** An instance and the driver it is one of. */
  record Prepared(StoredInstance instance, DriverPackage driver) {}
}
