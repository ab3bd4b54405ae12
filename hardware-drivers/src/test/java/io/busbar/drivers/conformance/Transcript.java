package io.busbar.drivers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One conversation (conformance/README.md): a header and its steps, in order.
 *
 * @param header what it shows, and for whom it is
 * @param steps each with the number of its line
 */
public record Transcript(JsonNode header, List<Step> steps) {
  /** One line. */
  public record Step(int line, JsonNode json) {
    /** The member as text; empty when it is absent. */
    public String text(String member) {
      return json.path(member).asText("");
    }

    /** Which connection it is about. */
    public String session() {
      return json.path("session").asText("a");
    }

    @Override
    public String toString() {
      String text = json.toString();
      return "line %d: %s"
          .formatted(line, text.length() > 500 ? text.substring(0, 500) + "..." : text);
    }
  }

  public Transcript {
    steps = List.copyOf(steps);
  }

  public String name() {
    return header.path("transcript").asText();
  }

  /** Whether a hub can be tested with it over this transport ({@code websocket}, {@code stdio}). */
  public boolean isForHub(String transport) {
    return isFor("hub", header, transport);
  }

  /** Whether a kit can be tested with it over this transport. */
  public boolean isForKit(String transport) {
    return isFor("kit", header, transport);
  }

  /** The steps of a hub replay over this transport. */
  public List<Step> hubSteps(String transport) {
    return steps.stream().filter(step -> isFor("hub", step.json(), transport)).toList();
  }

  /** The steps of a kit replay over this transport. */
  public List<Step> kitSteps(String transport) {
    return steps.stream().filter(step -> isFor("kit", step.json(), transport)).toList();
  }

  private static boolean isFor(String side, JsonNode marks, String transport) {
    return marks.path("for").asText(side).equals(side)
        && marks.path("only").asText(transport).equals(transport);
  }

  /** Reads all transcripts of a folder, ordered by name. */
  public static List<Transcript> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .sorted()
          .map(Transcript::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one transcript. */
  public static Transcript read(Path file) {
    try {
      List<Step> steps = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          steps.add(new Step(i + 1, Json.MAPPER.readTree(lines.get(i))));
        }
      }
      if (steps.isEmpty() || !steps.get(0).json().has("transcript")) {
        throw new IllegalArgumentException("no header in " + file);
      }
      return new Transcript(steps.get(0).json(), steps.subList(1, steps.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
