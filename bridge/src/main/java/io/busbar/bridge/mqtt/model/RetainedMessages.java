package io.busbar.bridge.mqtt.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last retained message of each topic, within limits of number and size. */
public final class RetainedMessages {
  private final int maxMessages;
  private final long maxBytes;
  private final Node root = new Node();
  private int size;
  private long bytes;

  private static final class Node {
    final Map<String, Node> children = new HashMap<>();
    @Nullable Message message;
  }

  public RetainedMessages(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  /** Keeps a message in place of that before it. Answers false when there is no room. */
  public boolean put(Message message) {
    Message before = get(message.topic());
    if (!hasRoomFor(message, before)) {
      return false;
    }
    Node node = root;
    for (String level : Topics.split(message.topic())) {
      node = node.children.computeIfAbsent(level, name -> new Node());
    }
    node.message = message;
    size += before == null ? 1 : 0;
    bytes += growth(message, before);
    return true;
  }

  /** Whether {@link #put} would keep it. */
  public boolean hasRoomFor(Message message) {
    return hasRoomFor(message, get(message.topic()));
  }

  private boolean hasRoomFor(Message message, @Nullable Message before) {
    return (before != null || size < maxMessages) && bytes + growth(message, before) <= maxBytes;
  }

  private static int growth(Message message, @Nullable Message before) {
    return message.weight() - (before == null ? 0 : before.weight());
  }

  /** Forgets the message of a topic. Answers whether there was one. */
  public boolean remove(String topic) {
    Message removed = get(topic);
    if (removed == null) {
      return false;
    }
    prune(root, Topics.split(topic), 0);
    size--;
    bytes -= removed.weight();
    return true;
  }

  public @Nullable Message get(String topic) {
    Node node = root;
    for (String level : Topics.split(topic)) {
      node = node.children.get(level);
      if (node == null) {
        return null;
      }
    }
    return node.message;
  }

  /** Visits the messages whose topics the filter means. */
  public void match(String filter, Consumer<Message> visitor) {
    visit(root, Topics.split(filter), 0, visitor);
  }

  public int size() {
    return size;
  }

  /** About how much memory the messages take. */
  public long bytes() {
    return bytes;
  }

  private static void prune(Node node, String[] levels, int depth) {
    if (depth == levels.length) {
      node.message = null;
      return;
    }
    Node child = node.children.get(levels[depth]);
    if (child != null) {
      prune(child, levels, depth + 1);
      if (child.children.isEmpty() && child.message == null) {
        node.children.remove(levels[depth]);
      }
    }
  }

  private static void visit(Node node, String[] levels, int depth, Consumer<Message> visitor) {
    if (depth == levels.length) {
      tell(node, visitor);
    } else if (levels[depth].equals("#")) {
      all(node, depth == 0, visitor);
    } else if (levels[depth].equals("+")) {
      node.children.forEach(
          (name, child) -> {
            if (depth > 0 || !name.startsWith(Topics.OWN)) {
              visit(child, levels, depth + 1, visitor);
            }
          });
    } else {
      Node child = node.children.get(levels[depth]);
      if (child != null) {
        visit(child, levels, depth + 1, visitor);
      }
    }
  }

  private static void all(Node node, boolean top, Consumer<Message> visitor) {
    tell(node, visitor);
    node.children.forEach(
        (name, child) -> {
          if (!top || !name.startsWith(Topics.OWN)) {
            all(child, false, visitor);
          }
        });
  }

  private static void tell(Node node, Consumer<Message> visitor) {
    if (node.message != null) {
      visitor.accept(node.message);
    }
  }
}
