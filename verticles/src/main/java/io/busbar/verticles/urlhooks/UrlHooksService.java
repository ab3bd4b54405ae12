package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.urlhooks.UrlHook.Rights;
import io.busbar.contracts.urlhooks.UrlHooksContract.CreateUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.ListUrlHooks;
import io.busbar.contracts.urlhooks.UrlHooksContract.RevokeUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.UrlHookCreated;
import io.busbar.contracts.urlhooks.UrlHooksContract.UrlHookList;
import io.busbar.contracts.urlhooks.UrlHooksContract.UrlHookRevoked;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, lists and ends hooks. */
public final class UrlHooksService {
  /** How many there may be. */
  static final int MOST_HOOKS = 500;

  private static final Logger log = LoggerFactory.getLogger(UrlHooksService.class);
  private static final int MOST_NAMED = 100;
  private static final int LONGEST_NAME = 100;
  private static final String PATH = "/hook/";

  private final UrlHooksStore store;
  private final NamedThings things;
  private final HookTokens tokens;
  private final InstantSource clock;

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   */
  public UrlHooksService(
      HubBus bus, UrlHooksStore store, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.things = new NamedThings(bus);
    this.tokens = new HookTokens(random);
    this.clock = clock;
  }

  Future<UrlHookList> list(ListUrlHooks asked) {
    return store
        .all()
        .map(all -> new UrlHookList(all.stream().filter(hook -> sees(asked.by(), hook)).toList()));
  }

  Future<UrlHookCreated> create(CreateUrlHook asked) {
    String name = asked.name().strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw HubFailure.invalid("/name: must have 1 to 100 characters", "Say what the hook is for.");
    }
    Rights rights = rights(asked);
    return things
        .require(rights)
        .compose(there -> store.all())
        .compose(all -> add(asked.by(), name, rights, all.size()));
  }

  Future<UrlHookRevoked> revoke(RevokeUrlHook asked) {
    return store
        .all()
        .map(
            all ->
                all.stream()
                    .anyMatch(hook -> hook.id().equals(asked.id()) && sees(asked.by(), hook)))
        .compose(known -> known ? store.delete(asked.id()) : Future.succeededFuture(false))
        .map(deleted -> revoked(asked.id(), deleted));
  }

  /** Ends the hooks of people who may not command the house any more. */
  void userChanged(UserChanged event) {
    boolean powerless =
        event.change() == UserChange.ROLE_CHANGED
            && !event.role().scopes().contains(Principal.OS_API_ADMIN);
    if (powerless || event.change() == UserChange.REMOVED) {
      store
          .deleteOf(event.id())
          .onFailure(
              cause -> log.error("The hooks of {} stay: {}", event.id(), cause.getMessage()));
    }
  }

  private Future<UrlHookCreated> add(Principal by, String name, Rights rights, int present) {
    if (present >= MOST_HOOKS) {
      return Future.failedFuture(
          HubFailure.conflict(
              "TOO_MANY_HOOKS", "There are %d hooks.".formatted(MOST_HOOKS), "End some of them."));
    }
    UrlHook hook =
        new UrlHook(tokens.id(), name, by.id(), by.username(), rights, clock.instant(), null);
    String token = tokens.token();
    return store
        .add(hook, HookTokens.hash(token))
        .map(added -> new UrlHookCreated(hook, token, PATH + token));
  }

  private static Rights rights(CreateUrlHook asked) {
    Rights rights =
        new Rights(
            Objects.requireNonNullElse(asked.all(), false),
            few("deviceIds", asked.deviceIds()),
            few("spaceIds", asked.spaceIds()),
            few("programIds", asked.programIds()),
            few("commands", asked.commands()));
    if (rights.isEmpty()) {
      throw HubFailure.invalid(
          "The hook may do nothing.", "Name devices, spaces or programs, or send all: true.");
    }
    return rights;
  }

  private static <T> List<T> few(String field, @Nullable List<T> named) {
    List<T> list = Objects.requireNonNullElse(named, List.of());
    if (list.size() > MOST_NAMED) {
      throw HubFailure.invalid("/%s: has more than 100".formatted(field), "Name a space instead.");
    }
    return list;
  }

  private static boolean sees(Principal by, UrlHook hook) {
    return by.role() == Role.ADMIN || hook.ownerId().equals(by.id());
  }

  private static UrlHookRevoked revoked(String id, boolean deleted) {
    if (!deleted) {
      throw HubFailure.notFound("hook", id);
    }
    return new UrlHookRevoked(id, true);
  }
}
