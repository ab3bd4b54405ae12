package io.busbar.verticles.devices;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.value.Page;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of a list route (spec 2.0.4). */
record DeviceFilter(Predicate<Device> matches, Page page) {
  static DeviceFilter of(ListDevices query, Domains domains, Whereabouts places) {
    Predicate<Device> matches = device -> device.removedAt() == null;
    if (query.type() != null) {
      String type = query.type();
      String domain = domains.keyOf(type);
      matches =
          matches.and(
              device ->
                  device.deviceType().equals(type)
                      || domains.domainOf(device.deviceType()).equals(domain));
    }
    if (query.driverKey() != null) {
      String key = query.driverKey().toUpperCase(Locale.ROOT);
      matches = matches.and(device -> device.endpoint().driver().driverKey().value().equals(key));
    }
    if (query.spaceId() != null) {
      matches = matches.and(isIn(query.spaceId(), places));
    }
    if (query.q() != null) {
      matches = matches.and(containing(query.q()));
    }
    return new DeviceFilter(matches, Page.of(query.limit(), query.offset()));
  }

  List<Device> apply(Collection<Device> devices) {
    return page.of(devices.stream().filter(matches));
  }

  /** Whether a device is in a space; the empty id means in none. */
  private static Predicate<Device> isIn(String space, Whereabouts places) {
    return device -> {
      Whereabouts.Place place = places.of(device.id());
      return place == null ? space.isEmpty() : place.id().equals(space);
    };
  }

  private static Predicate<Device> containing(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return device ->
        Stream.concat(
                Stream.of(device.name(), device.id().value(), device.endpoint().externalId()),
                device.tags().stream())
            .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
