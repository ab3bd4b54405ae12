package io.busbar.hub.config;

/** A setting that start-up refuses: what is wrong and how to mend it. */
public final class ConfigFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  public ConfigFault(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** How to mend it. */
  public String hint() {
    return hint;
  }

  static ConfigFault of(ConfigKey key, String problem, String hint) {
    return new ConfigFault(key + " " + problem + ".", hint);
  }
}
