package io.busbar.bridge.protocol;

import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;

/** A command's payload, checked, and who asks. */
record Asked(Payload payload, Principal by) {
  Source source() {
    return Source.SOCKET;
  }
}
