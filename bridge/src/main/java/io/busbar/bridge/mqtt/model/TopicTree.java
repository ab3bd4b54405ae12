package io.busbar.bridge.mqtt.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who wants which topics: subscriptions by the levels of their filters. Looks topics that come
 * again up only once. Not for several threads.
 *
 * @param <S> a subscriber; equal by identity
 */
public final class TopicTree<S> {
  private static final int REMEMBERED = 4096;

  private final Node<S> root = new Node<>();
  private final Map<String, Matches<S>> remembered = new HashMap<>();
  private int size;

  /** A group that shares a subscription: one of it gets each message. */
  public static final class Group<S> {
    private final List<Target<S>> members = new ArrayList<>();
    private int turn = -1;

    /** The members, beginning with the one whose turn it is; the next call begins one later. */
    public List<Target<S>> inTurn() {
      List<Target<S>> order = new ArrayList<>(members.size());
      turn = (turn + 1) % members.size();
      order.addAll(members.subList(turn, members.size()));
      order.addAll(members.subList(0, turn));
      return order;
    }
  }

  /** All that want a topic. */
  public record Matches<S>(Collection<Target<S>> direct, List<Group<S>> groups) {
    /** Whether nobody wants it. */
    public boolean isEmpty() {
      return direct.isEmpty() && groups.isEmpty();
    }
  }

  private record Finding<S>(Map<S, Target<S>> direct, List<Group<S>> groups) {}

  private static final class Node<S> {
    final Map<String, Node<S>> children = new HashMap<>();
    final Map<S, Subscription> direct = new LinkedHashMap<>();
    final Map<String, Group<S>> groups = new LinkedHashMap<>();

    boolean isIdle() {
      return children.isEmpty() && direct.isEmpty() && groups.isEmpty();
    }
  }

  /** Adds a subscription or replaces that with the same filter. Answers whether it is new. */
  public boolean add(S subscriber, Subscription subscription) {
    Topics.Filter filter = Topics.parse(subscription.filter());
    Node<S> node = root;
    for (String level : Topics.split(filter.filter())) {
      node = node.children.computeIfAbsent(level, name -> new Node<>());
    }
    boolean isNew =
        filter.isShared()
            ? join(node, filter.group(), subscriber, subscription)
            : node.direct.put(subscriber, subscription) == null;
    size += isNew ? 1 : 0;
    remembered.clear();
    return isNew;
  }

  /** Removes a subscription. Answers whether there was one. */
  public boolean remove(S subscriber, String filter) {
    Topics.Filter parsed = Topics.parse(filter);
    String[] levels = Topics.split(parsed.filter());
    boolean removed = remove(root, levels, 0, subscriber, parsed.group());
    size -= removed ? 1 : 0;
    remembered.clear();
    return removed;
  }

  /** All that want the topic. Valid until the next {@link #add} or {@link #remove}. */
  public Matches<S> match(String topic) {
    Matches<S> known = remembered.get(topic);
    if (known != null) {
      return known;
    }
    Finding<S> finding = new Finding<>(new LinkedHashMap<>(), new ArrayList<>());
    collect(root, Topics.split(topic), 0, topic.startsWith(Topics.OWN), finding);
    Matches<S> found = new Matches<>(List.copyOf(finding.direct().values()), finding.groups());
    if (remembered.size() == REMEMBERED) {
      remembered.clear();
    }
    remembered.put(topic, found);
    return found;
  }

  /** How many subscriptions there are. */
  public int size() {
    return size;
  }

  /** Whether nothing is left of what was removed. */
  boolean isBare() {
    return root.isIdle();
  }

  private static <S> boolean join(
      Node<S> node, String name, S subscriber, Subscription subscription) {
    Group<S> group = node.groups.computeIfAbsent(name, key -> new Group<>());
    boolean replaced = group.members.removeIf(each -> each.subscriber() == subscriber);
    Target<S> member = new Target<>(subscriber);
    member.add(subscription);
    group.members.add(member);
    return !replaced;
  }

  private static <S> boolean remove(
      Node<S> node, String[] levels, int depth, S subscriber, String group) {
    if (depth == levels.length) {
      return group.isEmpty()
          ? node.direct.remove(subscriber) != null
          : leave(node, group, subscriber);
    }
    Node<S> child = node.children.get(levels[depth]);
    if (child == null) {
      return false;
    }
    boolean removed = remove(child, levels, depth + 1, subscriber, group);
    if (child.isIdle()) {
      node.children.remove(levels[depth]);
    }
    return removed;
  }

  private static <S> boolean leave(Node<S> node, String name, S subscriber) {
    Group<S> group = node.groups.get(name);
    boolean left = group != null && group.members.removeIf(each -> each.subscriber() == subscriber);
    if (group != null && group.members.isEmpty()) {
      node.groups.remove(name);
    }
    return left;
  }

  private static <S> void collect(
      Node<S> node, String[] levels, int depth, boolean own, Finding<S> found) {
    boolean wild = depth > 0 || !own;
    if (wild) {
      take(node.children.get("#"), found);
    }
    if (depth == levels.length) {
      take(node, found);
      return;
    }
    descend(node.children.get(levels[depth]), levels, depth, own, found);
    if (wild) {
      descend(node.children.get("+"), levels, depth, own, found);
    }
  }

  private static <S> void descend(
      @Nullable Node<S> child, String[] levels, int depth, boolean own, Finding<S> found) {
    if (child != null) {
      collect(child, levels, depth + 1, own, found);
    }
  }

  private static <S> void take(@Nullable Node<S> node, Finding<S> found) {
    if (node != null) {
      node.direct.forEach(
          (who, what) -> found.direct().computeIfAbsent(who, Target::new).add(what));
      found.groups().addAll(node.groups.values());
    }
  }
}
