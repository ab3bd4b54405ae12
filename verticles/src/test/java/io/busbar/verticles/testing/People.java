package io.busbar.verticles.testing;

import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.Set;

/** Who asks in tests. */
public final class People {
  public static final Principal ADA =
      new Principal(
          new UserId("usr_ada"), "ada", "Ada", null, Role.ADMIN, Set.of(), "jti", Instant.MAX);

  private People() {}
}
