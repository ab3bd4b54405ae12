package io.busbar.drivers.ir.library;

import io.busbar.drivers.ir.IrCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All keys of one remote.
 *
 * @param keys by name, in the order of the file
 */
public record RemoteCodes(String name, Map<String, IrCode> keys) {
  /** How long the name of a remote or key may be. */
  public static final int MAX_NAME = 100;

  public RemoteCodes {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }
}
