package io.busbar.drivers.extender;

/**
 * Where an extender is reached.
 *
 * @param host a name or an address
 * @param port of its HTTP, usually {@value #HTTP}
 * @param pushPort of its captures, usually {@value #PUSH}
 */
public record ExtenderAddress(String host, int port, int pushPort) {
  /** The port every extender answers at. */
  public static final int HTTP = 80;

  /** The port every extender pushes captures at. */
  public static final int PUSH = 81;

  /** The same extender at another place. */
  public ExtenderAddress at(String newHost) {
    return new ExtenderAddress(newHost, port, pushPort);
  }
}
