package io.busbar.contracts.urlhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Web addresses that command a device or run a program when they are called (spec 8.2). */
public final class UrlHooksContract {
  /** What a token begins with. */
  public static final String TOKEN_PREFIX = "hook_";

  /**
   * Lists hooks, the oldest first: all of them for administrators, their own for others. Fails:
   * UNAVAILABLE.
   */
  public static final RequestAddress<ListUrlHooks, UrlHookList> LIST =
      RequestAddress.of("hub.urlhooks.list", ListUrlHooks.class, UrlHookList.class);

  /**
   * Makes a hook that acts in the name of who asks. Succeeds when stored durably, with the token,
   * which is shown this once. Fails: INVALID no name, no right, or a device, space or program that
   * does not exist, with one detail a fault · CONFLICT TOO_MANY_HOOKS there are 500 · UNAVAILABLE.
   */
  public static final RequestAddress<CreateUrlHook, UrlHookCreated> CREATE =
      RequestAddress.of("hub.urlhooks.create", CreateUrlHook.class, UrlHookCreated.class);

  /**
   * Ends a hook: its token is worth nothing from then on. Fails: NOT_FOUND no such hook, or that of
   * somebody else where the caller is no administrator · UNAVAILABLE.
   */
  public static final RequestAddress<RevokeUrlHook, UrlHookRevoked> REVOKE =
      RequestAddress.of("hub.urlhooks.revoke", RevokeUrlHook.class, UrlHookRevoked.class);

  /**
   * Executes a command with a hook's token. What stood in the query is read by the command's
   * schema: numbers and booleans where it wants them. Succeeds and fails as {@link
   * io.busbar.contracts.commands.CommandsContract#EXECUTE}, and: UNAUTHENTICATED no such token, or
   * its owner may not command the house any more · FORBIDDEN the hook may not do this · OVERLOADED
   * the hook is used too often, or too many tokens were tried from this address.
   */
  @Internal("the door of hooks asks it")
  public static final RequestAddress<FireUrlHook, CommandOutcome> FIRE =
      RequestAddress.of("hub.urlhooks.fire", FireUrlHook.class, CommandOutcome.class)
          .within(Duration.ofSeconds(36))
          .atMost(512);

  /**
   * Runs a program with a hook's token. Succeeds and fails as {@link
   * io.busbar.contracts.programs.ProgramsContract#RUN}, and as {@link #FIRE} for the token.
   */
  @Internal("the door of hooks asks it")
  public static final RequestAddress<RunUrlHook, ProgramRun> RUN =
      RequestAddress.of("hub.urlhooks.run", RunUrlHook.class, ProgramRun.class)
          .within(Duration.ofSeconds(36))
          .atMost(512);

  private UrlHooksContract() {}

  public record ListUrlHooks(Principal by) {}

  public record UrlHookList(@JsonValue List<UrlHook> hooks) {}

  /**
   * @param all every device and program; then nothing else need be named
   */
  public record CreateUrlHook(
      String name,
      @Nullable Boolean all,
      @Nullable List<DeviceId> deviceIds,
      @Nullable List<String> spaceIds,
      @Nullable List<String> programIds,
      @Nullable List<String> commands,
      Principal by) {}

  /**
   * Its text form leaves out the token.
   *
   * @param path what stands before the device and the command, or before {@code program/<id>}
   */
  public record UrlHookCreated(UrlHook hook, String token, String path) {
    @Override
    public String toString() {
      return "UrlHookCreated[hook=%s, token=[hidden]]".formatted(hook);
    }
  }

  public record RevokeUrlHook(String id, Principal by) {}

  public record UrlHookRevoked(String id, boolean revoked) {}

  /**
   * Its text form leaves out the token.
   *
   * @param query arguments as texts
   * @param body arguments as they are; they win over the query
   */
  public record FireUrlHook(
      String token,
      DeviceId deviceId,
      String command,
      Fields query,
      Fields body,
      String clientAddress) {
    @Override
    public String toString() {
      return "FireUrlHook[token=[hidden], deviceId=%s, command=%s]".formatted(deviceId, command);
    }
  }

  /**
   * Its text form leaves out the token.
   *
   * @param variables what the program is given
   */
  public record RunUrlHook(String token, String programId, Fields variables, String clientAddress) {
    @Override
    public String toString() {
      return "RunUrlHook[token=[hidden], programId=%s]".formatted(programId);
    }
  }
}
