package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A dialect that hears. Recordings are texts: a line of {@code > topic} begins a retained message,
 * one of {@code >> topic} a message that is not kept, {@code #} a remark.
 */
public final class Recording {
  public final RecordedFindings findings = new RecordedFindings();
  private final Dialect dialect;

  public Recording(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Plays a recording of the folder of this class. */
  public void play(String name) {
    for (MqttMessage message : read(name)) {
      dialect.hear(message, findings);
    }
  }

  public void kept(String topic, String payload) {
    dialect.hear(new MqttMessage(topic, Bytes.of(payload), 1, true), findings);
  }

  public void heard(String topic, String payload) {
    dialect.hear(new MqttMessage(topic, Bytes.of(payload), 0, false), findings);
  }

  /** What a command without arguments publishes, as {@code topic payload}. */
  public List<String> say(String device, String command) {
    return say(device, command, Fields.EMPTY);
  }

  public List<String> say(String device, String command, String argument, Object value) {
    return say(device, command, Fields.of(argument, value));
  }

  public List<String> say(String device, String command, Fields arguments) {
    return dialect.publications(device, command, arguments).stream()
        .map(message -> (message.topic() + " " + message.payload().text()).strip())
        .toList();
  }

  /** The messages of a recording. */
  public static List<MqttMessage> read(String name) {
    List<MqttMessage> messages = new ArrayList<>();
    StringBuilder payload = new StringBuilder();
    String head = "";
    for (String line : (text(name) + "\n> end").lines().toList()) {
      if (line.startsWith(">")) {
        if (!head.isEmpty()) {
          messages.add(message(head, payload.toString().strip()));
        }
        head = line;
        payload.setLength(0);
      } else if (!line.startsWith("#")) {
        payload.append(line).append('\n');
      }
    }
    return messages;
  }

  private static MqttMessage message(String head, String payload) {
    boolean kept = !head.startsWith(">>");
    String topic = head.replace(">", "").strip();
    return new MqttMessage(topic, Bytes.of(payload), 0, kept);
  }

  private static String text(String name) {
    try (InputStream in = Recording.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
