package io.busbar.contracts.value;

import java.util.Map;

/**
 * An answer of which the greater part is the same for everybody, so that a door may write that part
 * once. As JSON it is one object with the fields of all parts side by side; no two parts have a
 * field of the same name.
 */
public interface Shared {
  /** A record: the same object for as long as nothing in it has changed. */
  Object shared();

  /** A record of what concerns this asker alone. */
  Object own();

  /** What differs each time and tells nothing new. */
  Map<String, Object> fleeting();
}
