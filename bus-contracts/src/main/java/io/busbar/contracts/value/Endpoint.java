package io.busbar.contracts.value;

/**
 * What a driver calls one of its devices. Unique in the hub; a device is upserted on it, so that a
 * driver's restart never makes a second device (spec 1.4).
 *
 * @param externalId chosen by the driver, opaque: 1 to 256 characters, no control characters
 */
public record Endpoint(DriverInstance driver, String externalId) {
  public Endpoint {
    Ids.requireOpaque("device_id", externalId);
  }
}
