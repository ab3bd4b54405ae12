package io.busbar.contracts.driver;

/** Why the hub closes a driver link (spec 6.3). */
public enum CloseCode {
  NORMAL(1000),
  SHUTTING_DOWN(1001),
  INVALID_TEXT(1007),
  POLICY(1008),
  TOO_BIG(1009),
  INTERNAL(1011),
  REGISTRATION_TIMEOUT(4001),
  REPLACED(4002),
  UNAUTHORIZED(4003),
  DISABLED(4004);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
