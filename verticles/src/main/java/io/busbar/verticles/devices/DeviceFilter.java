package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of a list route (spec 2.0.4). */
record DeviceFilter(Predicate<Device> matches, int offset, int limit) {
  private static final int MAX_LIMIT = 10_000;

  static DeviceFilter of(ListDevices query, Domains domains, Whereabouts places) {
    Integer limit = query.limit();
    Integer offset = query.offset();
    if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
      throw HubFailure.invalid("limit must be 1 to 10,000.", "Leave it out to get everything.");
    }
    if (offset != null && offset < 0) {
      throw HubFailure.invalid("offset must not be negative.", "Start with 0.");
    }
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
    return new DeviceFilter(
        matches, offset == null ? 0 : offset, limit == null ? Integer.MAX_VALUE : limit);
  }

  List<Device> apply(Collection<Device> devices) {
    return devices.stream().filter(matches).skip(offset).limit(limit).toList();
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
