package io.busbar.drivers.builtin;

import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Extender;
import io.busbar.drivers.extender.ExtenderAddress;
import io.busbar.drivers.extender.ExtenderFinder;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.genericir.GenericIr;
import io.busbar.drivers.process.InstanceFolder;
import io.busbar.kit.Driver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs an extender for infrared and radio, and the remotes it stands for. */
public final class GenericIrDriver implements BuiltInDriver {
  /** The key of its manifest. */
  public static final DriverKey KEY = new DriverKey(GenericIr.KEY);

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,252})");
  private static final int MAX_PORT = 65_535;
  private static final int USUAL_POLL = 30;

  private final Vertx vertx;
  private final Extenders extenders;
  private final ExtenderFinder finder;
  private final Path instances;
  private final Clock clock;
  private final @Nullable String token;

  /**
   * @param extenders learns of the extenders that are served
   * @param instances where the instances of drivers keep their files
   * @param token what the driver socket asks for, when it does
   */
  public GenericIrDriver(
      Vertx vertx,
      Extenders extenders,
      ExtenderFinder finder,
      Path instances,
      Clock clock,
      @Nullable String token) {
    this.vertx = vertx;
    this.extenders = extenders;
    this.finder = finder;
    this.instances = instances;
    this.clock = clock;
    this.token = token;
  }

  @Override
  public void run(Wanted wanted) throws IOException, InterruptedException {
    String instance = wanted.driver().instanceId().value();
    Extender.Settings settings = settings(wanted.properties());
    Driver driver =
        Driver.of(KEY.value(), instance, wanted.url()).name(wanted.name()).token(token).build();
    GenericIr.Place place =
        new GenericIr.Place("extender:" + instance, wanted.name(), extenders, vertx, clock);
    Path folder = InstanceFolder.of(instances, wanted.driver()).work().resolve("codes");
    try (GenericIr served = GenericIr.of(driver, place, settings, folder, finder)) {
      served.run();
    }
  }

  private static Extender.Settings settings(Fields properties) {
    String host = properties.text("extenderIp").orElse("").strip();
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("Property 'extenderIp' must be an address or a name.");
    }
    String mac = properties.text("mac").orElse("").replaceAll("[:.-]", "");
    if (!mac.matches("([0-9A-Fa-f]{12})?")) {
      throw new IllegalArgumentException("Property 'mac' must be twelve hex digits.");
    }
    String pin = text(properties, "extenderPin");
    if (pin != null && !pin.matches("[0-9]{4,8}")) {
      throw new IllegalArgumentException("Property 'extenderPin' must be 4 to 8 digits.");
    }
    ExtenderAddress address =
        new ExtenderAddress(
            host,
            number(properties, "httpPort", ExtenderAddress.HTTP, MAX_PORT),
            number(properties, "pushPort", ExtenderAddress.PUSH, MAX_PORT));
    Duration poll = Duration.ofSeconds(number(properties, "poll", USUAL_POLL, 3_600));
    return new Extender.Settings(address, text(properties, "extenderToken"), pin, mac, poll);
  }

  private static @Nullable String text(Fields properties, String key) {
    return properties.text(key).filter(value -> !value.isBlank()).orElse(null);
  }

  private static int number(Fields properties, String key, int otherwise, int max) {
    Object value = properties.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number && number.intValue() >= 1 && number.intValue() <= max) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "Property '%s' must be a number from 1 to %d.".formatted(key, max));
  }
}
