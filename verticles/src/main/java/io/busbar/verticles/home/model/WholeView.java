package io.busbar.verticles.home.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.Bootstrap.Capabilities;
import io.busbar.contracts.home.Bootstrap.Hub;
import io.busbar.contracts.home.Bootstrap.Media;
import io.busbar.contracts.home.Bootstrap.Service;
import io.busbar.contracts.home.Bootstrap.Session;
import io.busbar.contracts.home.Bootstrap.Whole;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The house as a bootstrap shows it. */
public final class WholeView {
  private static final int PROTOCOL_VERSION = 1;
  private static final String MEDIA = "av_media";
  private static final String PLAYBACK = "playback";

  private WholeView() {}

  /** Composes the part of a bootstrap that is the same for everybody. */
  public static Whole of(Hub hub, HouseNow now) {
    Map<String, Fields> states = new LinkedHashMap<>(now.devices().size() * 2);
    now.devices().forEach(device -> states.put(device.id().value(), device.state()));
    return new Whole(
        hub,
        now.devices(),
        now.spaces(),
        now.programs(),
        new Media(services(now.devices()), sessions(now.devices())),
        states,
        now.sources(),
        capabilities(now.devices()),
        now.revision());
  }

  private static List<Service> services(List<LogicalDevice> devices) {
    Map<DriverInstance, List<LogicalDevice>> byDriver = new LinkedHashMap<>();
    for (LogicalDevice device : devices) {
      if (device.domain().equals(MEDIA)) {
        DriverInstance driver = new DriverInstance(device.driverKey(), device.driverInstanceId());
        byDriver.computeIfAbsent(driver, first -> new ArrayList<>()).add(device);
      }
    }
    return byDriver.entrySet().stream()
        .map(each -> service(each.getKey(), each.getValue()))
        .toList();
  }

  private static Service service(DriverInstance driver, List<LogicalDevice> devices) {
    List<DeviceId> ids = devices.stream().map(LogicalDevice::id).toList();
    boolean online = devices.stream().anyMatch(LogicalDevice::online);
    return new Service(driver.driverKey(), driver.instanceId(), ids, online);
  }

  private static List<Session> sessions(List<LogicalDevice> devices) {
    return devices.stream()
        .filter(device -> device.state().get(PLAYBACK) instanceof String)
        .map(WholeView::session)
        .toList();
  }

  private static Session session(LogicalDevice device) {
    Fields state = device.state();
    return new Session(
        device.id(),
        device.name(),
        device.spaceId(),
        state.text(PLAYBACK).orElseThrow(),
        text(state, "title"),
        text(state, "artist"),
        text(state, "track"),
        text(state, "source"));
  }

  private static @Nullable String text(Fields state, String key) {
    return state.text(key).orElse(null);
  }

  private static Capabilities capabilities(List<LogicalDevice> devices) {
    return new Capabilities(
        PROTOCOL_VERSION,
        sorted(devices, device -> Stream.of(device.domain())),
        sorted(devices, device -> device.capabilities().stream()));
  }

  private static List<String> sorted(
      List<LogicalDevice> devices, Function<LogicalDevice, Stream<String>> words) {
    return devices.stream().flatMap(words).distinct().sorted().toList();
  }
}
