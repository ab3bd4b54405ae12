package io.busbar.drivers.ir.protocol;

/**
 * How far a measured time may be from what it should be. Receivers lengthen marks and shorten
 * spaces by up to about 100 µs, whatever the length; clocks are off by a share of it.
 */
final class Tolerance {
  private static final int MICROS = 150;
  private static final double SHARE = 0.3;

  private Tolerance() {}

  static boolean near(int measured, int nominal) {
    return Math.abs(measured - nominal) <= Math.max(MICROS, nominal * SHARE);
  }
}
