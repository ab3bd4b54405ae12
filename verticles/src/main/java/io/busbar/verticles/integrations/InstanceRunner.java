package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.integrations.ProcessesContract.StopProcess;
import io.busbar.contracts.integrations.ProcessesContract.Tried;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has the supervisor run instances, with their secrets in clear. */
final class InstanceRunner {
  private final HubBus bus;
  private final SealedProperties secrets;

  InstanceRunner(HubBus bus, SealedProperties secrets) {
    this.bus = bus;
    this.secrets = secrets;
  }

  /**
   * Starts or restarts an instance. Succeeds with its condition: FAILED with the reason when its
   * driver cannot run here or a secret cannot be read. Fails: UNAVAILABLE.
   */
  Future<Condition> start(StoredInstance instance, DriverPackage driver) {
    if (driver.unavailable() != null) {
      return Future.succeededFuture(failed(instance, driver, driver.unavailable()));
    }
    try {
      return bus.request(ProcessesContract.START, question(instance, driver));
    } catch (HubFailure unreadable) {
      return Future.succeededFuture(failed(instance, driver, unreadable.message()));
    }
  }

  /** As {@link #start}, but a supervisor that does not answer is told in the condition too. */
  Future<Condition> startIfPossible(StoredInstance instance, DriverPackage driver) {
    return start(instance, driver)
        .otherwise(cause -> failed(instance, driver, String.valueOf(cause.getMessage())));
  }

  Future<Condition> stop(StoredInstance instance) {
    return bus.request(ProcessesContract.STOP, new StopProcess(instance.driver()));
  }

  /** Fails: UNAVAILABLE · INTERNAL SECRET_UNREADABLE. */
  Future<Tried> test(StoredInstance instance, DriverPackage driver) {
    return bus.request(ProcessesContract.TRY, question(instance, driver));
  }

  /** All conditions the supervisor knows. Fails: UNAVAILABLE. */
  Future<Map<DriverInstance, Condition>> conditions() {
    return bus.request(ProcessesContract.CONDITIONS, Nothing.NOTHING)
        .map(
            answer -> {
              Map<DriverInstance, Condition> byDriver = new HashMap<>();
              answer.conditions().forEach(one -> byDriver.put(one.driver(), one));
              return byDriver;
            });
  }

  /** The condition of an instance the supervisor says nothing of. */
  static Condition assumed(StoredInstance instance, @Nullable DriverPackage driver) {
    if (driver == null) {
      return failed(instance, null, "The driver is not installed, or it is turned off.");
    }
    return driver.unavailable() == null
        ? condition(instance, driver, Status.STOPPED, null)
        : failed(instance, driver, driver.unavailable());
  }

  static Condition failed(StoredInstance instance, @Nullable DriverPackage driver, String reason) {
    return condition(instance, driver, Status.FAILED, reason);
  }

  private static Condition condition(
      StoredInstance instance,
      @Nullable DriverPackage driver,
      Status status,
      @Nullable String reason) {
    String transport = driver != null && driver.builtIn() ? "builtin" : "process";
    return new Condition(instance.driver(), status, reason, 0, null, transport);
  }

  private StartProcess question(StoredInstance instance, DriverPackage driver) {
    PropertyForm form = new PropertyForm(driver.properties());
    Fields properties = form.withDefaults(secrets.open(instance.id(), instance.properties()));
    return new StartProcess(
        instance.driver(),
        instance.name(),
        properties,
        SealedProperties.secretKeys(form, form.withDefaults(instance.properties())));
  }
}
