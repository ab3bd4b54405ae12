package io.busbar.contracts.value;

import java.util.Map;

/** An answer with facts that belong beside its data in an envelope, not in it. */
public interface Beside {
  Map<String, Object> beside();
}
