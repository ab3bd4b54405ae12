package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;

/** What both stores say when they refuse. */
final class StoreFailures {
  private StoreFailures() {}

  static HubFailure usernameTaken(Person person) {
    return HubFailure.conflict(
        IdentityStore.USERNAME_TAKEN,
        "The user name '%s' is in use.".formatted(person.username()),
        "Choose another; upper and lower case make no difference.");
  }

  static HubFailure setupDone() {
    return HubFailure.conflict(
        IdentityStore.SETUP_DONE,
        "An administrator exists already.",
        "Log in, or ask the administrator for an account.");
  }

  static HubFailure lastAdministrator() {
    return HubFailure.conflict(
        IdentityStore.LAST_ADMIN,
        "The house would be left without an administrator.",
        "Make another administrator first.");
  }
}
