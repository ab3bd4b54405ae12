package io.busbar.hostsensors;

/** Reads the machine. */
public interface HostReadings {
  /** What never changes while the machine runs. */
  Machine machine();

  /** One look at everything that changes; what cannot be read is null or left out. May block. */
  HostSnapshot read();

  /**
   * @param id stable over restarts; not published as it is
   */
  record Machine(String id, String hostName, String manufacturer, String model) {}
}
