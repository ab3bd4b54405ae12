package io.busbar.hub.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A conversation between a hub and a driver.
 *
 * @param steps those a hub is to follow over WebSocket
 */
record Transcript(String name, List<JsonNode> steps) {
  private static final Path FOLDER = Path.of("../hardware-drivers/conformance/transcripts");

  /** All that are meant for a hub over WebSocket. */
  static List<Transcript> all() throws IOException {
    List<Transcript> transcripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        List<JsonNode> lines = read(file);
        if (isMeant(lines.get(0))) {
          transcripts.add(
              new Transcript(
                  lines.get(0).path("transcript").asText(),
                  lines.stream().skip(1).filter(Transcript::isMeant).toList()));
        }
      }
    }
    return transcripts;
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        lines.add(Json.MAPPER.readTree(line));
      }
    }
    return lines;
  }

  private static boolean isMeant(JsonNode step) {
    return step.path("for").asText("hub").equals("hub")
        && step.path("only").asText("websocket").equals("websocket");
  }
}
