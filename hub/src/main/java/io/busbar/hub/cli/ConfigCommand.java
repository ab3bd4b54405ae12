package io.busbar.hub.cli;

import io.busbar.hub.config.ConfigKey;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.config.Settings;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar config}: every key, its effective value and where it came from. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Shows every setting: effective value, origin and meaning. Secrets stay hidden.")
final class ConfigCommand implements Runnable {
  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  ConfigCommand() {}

  @Override
  public void run() {
    BusbarCommand parent = CommandParts.required(busbar);
    PrintWriter out = CommandParts.required(spec).commandLine().getOut();
    Settings settings = parent.settings();
    HubConfig checked = HubConfig.of(parent.home(), settings);
    out.printf("# home %s%n", checked.home());
    for (ConfigKey key : ConfigKey.values()) {
      Settings.Setting setting = settings.get(key);
      out.printf("%s: %s%n", key.key(), shown(key, setting.value()));
      out.printf("    # %s; from %s; %s%n", key.env(), setting.origin(), key.meaning());
    }
    out.flush();
  }

  private static String shown(ConfigKey key, String value) {
    if (value.isEmpty()) {
      return "\"\"";
    }
    return key.secret() ? Secret.HIDDEN : value;
  }
}
