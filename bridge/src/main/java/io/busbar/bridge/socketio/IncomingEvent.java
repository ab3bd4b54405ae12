package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * An event a client has sent.
 *
 * @param name the event's name
 * @param arguments what came with it; attachments are binary nodes
 * @param ack how to acknowledge it
 */
public record IncomingEvent(String name, List<JsonNode> arguments, AckCallback ack) {
  /** An argument, or a missing node where there are fewer. */
  public JsonNode argument(int index) {
    return index < arguments.size() ? arguments.get(index) : MissingNode.getInstance();
  }
}
