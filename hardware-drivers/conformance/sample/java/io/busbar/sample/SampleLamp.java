package io.busbar.sample;

import io.busbar.kit.Call;
import io.busbar.kit.Device;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.busbar.kit.Metric;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One lamp without hardware: the driver that the conformance transcripts talk to. */
public final class SampleLamp implements AutoCloseable {
  private static final String LAMP = "lamp-1";
  private static final Map<String, Object> PERCENT =
      Map.of("type", "integer", "minimum", 0, "maximum", 100);
  private static final List<Map<String, Object>> CATALOG =
      List.of(
          item("turn_on", "Turn on", true, plain()),
          item("turn_off", "Turn off", true, plain()),
          item(
              "set_brightness",
              "Set brightness",
              true,
              Map.of(
                  "type",
                  "object",
                  "properties",
                  Map.of("brightness", PERCENT),
                  "required",
                  List.of("brightness"),
                  "additionalProperties",
                  false)),
          item("report", "Report", true, plain()),
          item("fail", "Fail", false, plain()));

  private final Driver driver;
  private final String lampName;
  private final AtomicInteger done = new AtomicInteger();

  /**
   * @param hub the hub's driver socket
   */
  public SampleLamp(URI hub, String instanceId, String lampName) {
    this.driver = Driver.of("SAMPLE_LAMP", instanceId, hub).name("Sample lamp").build();
    this.lampName = lampName;
  }

  /** Serves the hub at {@code HOS_WS_URL}. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    URI hub = URI.create(environment.getOrDefault("HOS_WS_URL", "ws://127.0.0.1:8080/driver"));
    String lampName = environment.getOrDefault("SAMPLE_LAMP_NAME", "Lamp 1");
    try (SampleLamp lamp = new SampleLamp(hub, "sample-1", lampName)) {
      lamp.run();
    }
  }

  /** Serves on the calling thread until {@link #close} or an interruption. */
  public void run() {
    driver.command("turn_on", call -> publish(Map.of("power", true)));
    driver.command("turn_off", call -> publish(Map.of("power", false)));
    driver.command("set_brightness", this::setBrightness);
    driver.command("report", this::report);
    driver.command("fail", SampleLamp::fail);
    driver.discover(new Device(LAMP, lampName, "light", List.of("sample"), Map.of(), CATALOG));
    driver.state(LAMP, Map.of("power", false, "brightness", 0));
    driver.run();
  }

  @Override
  public void close() {
    driver.close();
  }

  private @Nullable String publish(Map<String, @Nullable Object> patch) {
    done.incrementAndGet();
    driver.state(LAMP, patch);
    return null;
  }

  private @Nullable String setBrightness(Call call) {
    long level = call.percent("brightness");
    return publish(Map.of("power", level > 0, "brightness", level));
  }

  private @Nullable String report(Call call) {
    Map<String, @Nullable Object> extras = new HashMap<>();
    extras.put("status", "ok");
    extras.put("error", null);
    driver.metrics(LAMP, List.of(new Metric("commands", done.get(), null)));
    driver.state(LAMP, Map.of("extras", extras));
    return null;
  }

  private static @Nullable String fail(Call call) {
    throw new Failure("no luck");
  }

  private static Map<String, Object> item(
      String key, String label, boolean idempotent, Map<String, Object> payloadSchema) {
    return Map.of(
        "key", key, "label", label, "idempotent", idempotent, "payloadSchema", payloadSchema);
  }

  private static Map<String, Object> plain() {
    return Map.of("type", "object", "properties", Map.of(), "additionalProperties", false);
  }
}
