package io.busbar.hub.cli;

import io.busbar.hub.config.HubConfig;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar token}: a token for a person, without their password. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints an access token for a user of the running hub.")
final class TokenCommand implements Runnable {
  private static final String USUAL_ADMINISTRATOR = "admin";

  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "USER",
      description = "User name (default: the configured administrator, or admin).")
  private @Nullable String user;

  TokenCommand() {}

  @Override
  public void run() {
    HubConfig config = CommandParts.required(busbar).config();
    String administrator =
        Objects.requireNonNullElse(config.identity().adminUsername(), USUAL_ADMINISTRATOR);
    String username = Objects.requireNonNullElse(user, administrator);
    PrintWriter out = CommandParts.required(spec).commandLine().getOut();
    out.println(tokenOf(config, username));
    out.flush();
  }

  private static Object tokenOf(HubConfig config, String username) {
    try {
      Map<String, ?> session =
          new ManagementClient(config).post("/token", Map.of("username", username));
      return Objects.requireNonNull(session.get("accessToken"));
    } catch (java.io.IOException e) {
      throw new CommandFault("The hub's answer cannot be read: " + e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFault("Interrupted.", "");
    }
  }
}
