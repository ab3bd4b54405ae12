package io.busbar.contracts.driver;

/**
 * The hub's side of one driver link, as a transport feeds it. Called on the link's context only.
 */
public interface DriverConversation {
  /** One message of the driver, UTF-8 already checked. */
  void received(byte[] json);

  /** A message that can be no JSON text, e.g. a binary frame; answered with an error frame. */
  void receivedGarbage(String why);

  /** The link is gone, whoever ended it. */
  void closed();
}
