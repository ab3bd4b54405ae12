package io.busbar.bridge.mqtt.house;

import io.busbar.contracts.value.DeviceId;
import java.util.Optional;

/**
 * The topics of one hub (spec 8.7; {@code contracts/mqtt/topics.yaml}). Ids in topics are escaped:
 * every byte of UTF-8 that is no letter or digit of ASCII and none of {@code - . _ : @} is written
 * {@code %XX}.
 */
public record HouseTopics(String hubId) {
  private static final String DEVICE = "device/";
  private static final String PROGRAM = "program/";
  private static final String SET = "/set";
  private static final String RUN = "/run";

  /** What can be asked of the house. */
  public enum Kind {
    SET,
    RUN
  }

  /** A request, as its topic names it. */
  public record Ask(Kind kind, String id) {}

  /** What all topics of this hub begin with. */
  public String root() {
    return "hos/" + TopicNames.escape(hubId) + "/";
  }

  public String status() {
    return root() + "status";
  }

  public String event() {
    return root() + "event";
  }

  public String state(DeviceId id) {
    return device(id.value()) + "/state";
  }

  public String availability(DeviceId id) {
    return device(id.value()) + "/availability";
  }

  public String set(DeviceId id) {
    return device(id.value()) + SET;
  }

  public String run(String programId) {
    return program(programId) + RUN;
  }

  /** Where the outcome of a request is told. */
  public String result(Ask ask) {
    return switch (ask.kind()) {
      case SET -> device(ask.id()) + "/result";
      case RUN -> program(ask.id()) + "/result";
    };
  }

  /** A filter of one kind of topic of all devices. */
  public String ofDevices(String leaf) {
    return root() + DEVICE + "+/" + leaf;
  }

  /** A filter of one kind of topic of all programs. */
  public String ofPrograms(String leaf) {
    return root() + PROGRAM + "+/" + leaf;
  }

  /** What a topic asks for; empty when it asks for nothing. */
  public Optional<Ask> ask(String topic) {
    String root = root();
    if (!topic.startsWith(root)) {
      return Optional.empty();
    }
    String rest = topic.substring(root.length());
    Optional<Ask> set = between(rest, DEVICE, SET).map(id -> new Ask(Kind.SET, id));
    return set.isPresent() ? set : between(rest, PROGRAM, RUN).map(id -> new Ask(Kind.RUN, id));
  }

  /** The device a topic with this leaf belongs to. */
  public Optional<DeviceId> deviceOf(String topic, String leaf) {
    return topic.startsWith(root())
        ? between(topic.substring(root().length()), DEVICE, "/" + leaf).map(DeviceId::new)
        : Optional.empty();
  }

  private static Optional<String> between(String rest, String before, String after) {
    if (!rest.startsWith(before)
        || !rest.endsWith(after)
        || rest.length() <= before.length() + after.length()) {
      return Optional.empty();
    }
    return TopicNames.unescape(rest.substring(before.length(), rest.length() - after.length()));
  }

  private String device(String id) {
    return root() + DEVICE + TopicNames.escape(id);
  }

  private String program(String id) {
    return root() + PROGRAM + TopicNames.escape(id);
  }
}
