package io.busbar.drivers.extender;

import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.library.RemoteCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codes of remotes that a driver keeps for one extender. Everything here may block. */
public interface RemoteBook {
  /** All remotes. */
  List<RemoteCodes> remotes();

  /** One remote, by a name in any spelling. */
  Optional<RemoteCodes> remote(String name);

  /**
   * Keeps codes beside those the remote has, and shows it as a device.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID a name; OVERLOADED the library is full
   */
  RemoteCodes put(String name, Map<String, IrCode> codes) throws IOException;

  /** Forgets one code; empty when there is none. */
  Optional<RemoteCodes> remove(String name, String key) throws IOException;

  /** Forgets a remote; empty when there is none. */
  Optional<RemoteCodes> remove(String name) throws IOException;

  /** The name of a remote by the driver's own id of its device. */
  Optional<String> nameOf(String deviceId);

  /**
   * Begins to learn a key; what was being learned before is given up. Answers the id of this
   * learning.
   *
   * @throws io.busbar.contracts.bus.HubFailure UNAVAILABLE the extender does not answer
   */
  String learn(String remote, String command, Duration limit) throws InterruptedException;

  /** Gives up one learning; false when it is not, or no longer, the one that goes on. */
  boolean cancelLearning(String learnId);
}
