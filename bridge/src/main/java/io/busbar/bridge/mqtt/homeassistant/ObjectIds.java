package io.busbar.bridge.mqtt.homeassistant;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Names that Home Assistant accepts: letters, digits, {@code _} and {@code -}. An id made of others
 * has them replaced by {@code -} and gets a check sum, so that two ids never share a name.
 */
public final class ObjectIds {
  private static final String PREFIX = "busbar_";
  private static final int HEX_DIGITS = 8;

  private ObjectIds() {}

  /** What the names of all devices of a hub begin with. */
  public static String ofHub(String hubId) {
    return PREFIX + part(hubId) + "_";
  }

  /** The name of the hub itself. */
  public static String ofHubItself(String hubId) {
    return ofHub(hubId) + "hub";
  }

  /** The name of a device. */
  public static String ofDevice(String hubId, String deviceId) {
    return ofHub(hubId) + part(deviceId);
  }

  static String part(String id) {
    String plain = id.replaceAll("[^a-zA-Z0-9_-]", "-");
    return plain.equals(id) ? id : plain + "-" + sum(id);
  }

  private static String sum(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(crc.getValue(), HEX_DIGITS);
  }
}
