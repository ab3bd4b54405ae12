package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import java.util.Locale;
import java.util.function.Predicate;

/** The filters of a list route (spec 2.0.4). */
record SpaceFilter(Predicate<Space> matches, int offset, int limit) {
  private static final int MAX_LIMIT = 10_000;

  static SpaceFilter of(ListSpaces query) {
    Integer limit = query.limit();
    Integer offset = query.offset();
    if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
      throw HubFailure.invalid("limit must be 1 to 10,000.", "Leave it out to get everything.");
    }
    if (offset != null && offset < 0) {
      throw HubFailure.invalid("offset must not be negative.", "Start with 0.");
    }
    Predicate<Space> matches = space -> true;
    if (query.kind() != null) {
      String kind = query.kind().toUpperCase(Locale.ROOT);
      matches = matches.and(space -> space.kind().name().equals(kind));
    }
    if (query.q() != null) {
      String wanted = query.q().toLowerCase(Locale.ROOT);
      matches =
          matches.and(
              space ->
                  space.name().toLowerCase(Locale.ROOT).contains(wanted)
                      || space.id().contains(wanted));
    }
    return new SpaceFilter(
        matches, offset == null ? 0 : offset, limit == null ? Integer.MAX_VALUE : limit);
  }

  SpaceList apply(SpaceList all) {
    return new SpaceList(all.spaces().stream().filter(matches).skip(offset).limit(limit).toList());
  }
}
