package io.busbar.drivers.ir.library;

import java.util.List;

/**
 * What a file gave.
 *
 * @param faults what was left out: where, and why; at most {@value #MAX_FAULTS}
 */
public record Imported(List<RemoteCodes> remotes, List<String> faults) {
  /** How many faults are told. */
  public static final int MAX_FAULTS = 50;

  public Imported {
    remotes = List.copyOf(remotes);
    faults = List.copyOf(faults);
  }
}
