package io.busbar.bench.queries;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reads the plans PostgreSQL writes to its log, in order. */
final class PlanLog {
  private static final String PLAN = "  plan:\n";
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private final Path file;
  private long read;

  PlanLog(Path folder) {
    this.file = folder.resolve("plans.json");
  }

  /** The plans since the last call up to the statement that contains the mark. */
  List<JsonNode> until(String mark) throws IOException {
    List<JsonNode> plans = new ArrayList<>();
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < deadline) {
      for (JsonNode plan : more()) {
        if (plan.path("Query Text").asText().contains(mark)) {
          return plans;
        }
        plans.add(plan);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    throw new IOException("PostgreSQL did not log " + mark);
  }

  private List<JsonNode> more() throws IOException {
    List<JsonNode> plans = new ArrayList<>();
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(read);
      byte[] bytes = new byte[(int) (log.length() - read)];
      log.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int whole = text.lastIndexOf('\n') + 1;
      read += text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
      for (String line : text.substring(0, whole).lines().toList()) {
        String message = Json.MAPPER.readTree(line).path("message").asText();
        int at = message.indexOf(PLAN);
        if (at > 0) {
          plans.add(Json.MAPPER.readTree(message.substring(at + PLAN.length())));
        }
      }
    }
    return plans;
  }
}
