package io.busbar.verticles.spaces;

import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.Page;
import java.util.Locale;
import java.util.function.Predicate;

/** The filters of a list route (spec 2.0.4). */
record SpaceFilter(Predicate<Space> matches, Page page) {
  static SpaceFilter of(ListSpaces query) {
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
    return new SpaceFilter(matches, Page.of(query.limit(), query.offset()));
  }

  SpaceList apply(SpaceList all) {
    return new SpaceList(page.of(all.spaces().stream().filter(matches)));
  }
}
