package io.busbar.verticles.integrations;

import io.busbar.contracts.integrations.IntegrationsContract.Instance;
import io.busbar.contracts.integrations.IntegrationsContract.Integration;
import io.busbar.contracts.integrations.IntegrationsContract.Integrations;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.value.DriverKey;
import java.util.List;
import java.util.Map;

/** How drivers and instances look from outside: without secrets. */
final class Views {
  private static final String READY = "ready";
  private static final String UNAVAILABLE = "unavailable";

  private Views() {}

  static Integrations integrations(
      Map<DriverKey, DriverPackage> drivers, List<StoredInstance> instances) {
    return new Integrations(
        drivers.values().stream().map(driver -> integration(driver, instances)).toList());
  }

  static Instance instance(
      StoredInstance instance,
      DriverPackage driver,
      Condition condition,
      SealedProperties secrets) {
    return new Instance(
        instance.id(),
        instance.driverKey(),
        instance.name(),
        instance.enabled(),
        condition.status(),
        condition.lastError(),
        condition.restarts(),
        condition.pid(),
        condition.transport(),
        secrets.mask(new PropertyForm(driver.properties()), instance.properties()),
        instance.createdAt(),
        instance.updatedAt());
  }

  private static Integration integration(DriverPackage driver, List<StoredInstance> instances) {
    long count =
        instances.stream().filter(one -> one.driverKey().equals(driver.driverKey())).count();
    return new Integration(
        driver.driverKey().value(),
        driver.driverKey(),
        driver.name(),
        driver.version(),
        driver.vendor(),
        driver.description(),
        driver.driverType(),
        driver.iotClass(),
        driver.builtIn(),
        driver.unavailable() == null ? READY : UNAVAILABLE,
        driver.unavailable(),
        driver.capabilities(),
        driver.properties(),
        Math.toIntExact(count));
  }
}
