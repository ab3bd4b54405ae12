package io.busbar.bench.queries;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.verticles.database.Database;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks the stores everything they are asked of large tables, and prints what PostgreSQL made of it
 * as a table: of each statement the last plan.
 */
public final class QueriesMain {
  private static final long PATIENCE_SECONDS = 300;

  private final Database database;
  private final PlanLog log;
  private int marks;

  private QueriesMain(Database database, PlanLog log) {
    this.database = database;
    this.log = log;
  }

  public static void main(String[] arguments) throws Exception {
    Path logs = Files.createTempDirectory("busbar-plans-");
    if (!logs.toFile().setWritable(true, false)) {
      throw new IOException("PostgreSQL may not write to " + logs);
    }
    Vertx vertx = Vertx.vertx();
    try (LargeDatabase large = LargeDatabase.start(logs)) {
      large.fill();
      Database database = large.open(vertx);
      new QueriesMain(database, new PlanLog(logs)).ask(new Questions(database, Instant.now()));
    } finally {
      vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void ask(Questions questions) throws Exception {
    List<PlanRow> all = new ArrayList<>();
    System.out.println("| question | statement | found by | rows looked at | ms |");
    System.out.println("|---|---|---|--:|--:|");
    for (Question question : questions.all()) {
      for (PlanRow row : ask(question)) {
        System.out.println(row.markdown());
        all.add(row);
      }
    }
    System.out.println("\nLarge tables read from end to end:\n");
    all.stream()
        .filter(PlanRow::isWholeTable)
        .forEach(row -> System.out.println("- %s: %s".formatted(row.question(), row.found())));
  }

  private List<PlanRow> ask(Question question) throws Exception {
    for (int i = 0; i < question.times(); i++) {
      Object unused = question.ask().get().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    String mark = "mark " + ++marks;
    Object unused =
        database
            .query("SELECT '%s'".formatted(mark), Tuple.tuple())
            .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Map<String, PlanRow> last = new LinkedHashMap<>();
    for (JsonNode plan : log.until(mark)) {
      PlanRow row = PlanRow.of(question.name(), plan);
      last.put(plan.path("Query Text").asText(), row);
    }
    return List.copyOf(last.values());
  }
}
