package io.busbar.contracts.value;

/** The question that needs no arguments, and the answer that says only "done". */
public record Nothing() {
  public static final Nothing NOTHING = new Nothing();
}
