package io.busbar.verticles.programs.runs;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes runs as they go on. One write per run is under way at a time; what happens meanwhile goes
 * into the next. What cannot be stored is kept and tried again; of more than {@value
 * #MOST_UNSTORED} ended runs the oldest are given up. Used on one context.
 */
public final class RunJournal {
  private static final Logger log = LoggerFactory.getLogger(RunJournal.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int MOST_UNSTORED = 1000;

  private final RunStore store;
  private final Timers timers;
  private final String node;
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private boolean troubled;

  private static final class Page {
    ProgramRun run;
    Map<Integer, ProgramRun.Step> unwritten = new LinkedHashMap<>();
    boolean writing;
    boolean changed;
    final Promise<Void> ended = Promise.promise();

    Page(ProgramRun run) {
      this.run = run;
    }

    boolean isEnded() {
      return run.endedAt() != null;
    }
  }

  public RunJournal(RunStore store, Timers timers, String node) {
    this.store = store;
    this.timers = timers;
    this.node = node;
  }

  /** Opens a run. Succeeds when it is durable; fails, and forgets it, when it cannot be stored. */
  public Future<Void> open(ProgramRun run) {
    return store
        .save(node, run, List.of())
        .onSuccess(saved -> pages.put(run.runId(), new Page(run)));
  }

  /** Notes a step that began or ended; it is written soon. */
  public void note(ProgramRun run, NumberedStep step) {
    Page page = pages.computeIfAbsent(run.runId(), id -> new Page(run));
    page.run = run;
    page.unwritten.put(step.number(), step.step());
    page.changed = true;
    write(page);
  }

  /** Notes that a run began its turn; it is written soon. */
  public void note(ProgramRun run) {
    Page page = pages.computeIfAbsent(run.runId(), id -> new Page(run));
    page.run = run;
    page.changed = true;
    write(page);
  }

  /** Ends a run. Succeeds when all of it is durable; while the store is down it stays pending. */
  public Future<Void> close(ProgramRun run) {
    note(run);
    Page page = pages.get(run.runId());
    if (page == null) {
      return Future.succeededFuture();
    }
    if (pages.size() > MOST_UNSTORED) {
      giveUpOldest();
    }
    return page.ended.future();
  }

  /** How many runs are open or not yet stored. */
  public int unwritten() {
    return pages.size();
  }

  private void write(Page page) {
    if (page.writing || !page.changed) {
      return;
    }
    Map<Integer, ProgramRun.Step> batch = page.unwritten;
    boolean last = page.isEnded();
    page.unwritten = new LinkedHashMap<>();
    page.writing = true;
    page.changed = false;
    store
        .save(node, page.run, numbered(batch))
        .onComplete(
            done -> {
              page.writing = false;
              if (done.succeeded()) {
                written(page, last);
                return;
              }
              keep(page, batch, done.cause());
            });
  }

  private void written(Page page, boolean last) {
    if (troubled) {
      troubled = false;
      log.info("Runs of programs are stored again");
    }
    if (last && !page.changed) {
      pages.remove(page.run.runId());
      page.ended.tryComplete();
      return;
    }
    write(page);
  }

  private void keep(Page page, Map<Integer, ProgramRun.Step> batch, Throwable cause) {
    if (!troubled) {
      troubled = true;
      log.warn("Runs of programs cannot be stored and are kept in memory: {}", cause.getMessage());
    }
    Map<Integer, ProgramRun.Step> newer = page.unwritten;
    page.unwritten = new LinkedHashMap<>(batch);
    page.unwritten.putAll(newer);
    page.changed = true;
    page.writing = true;
    Timers.Timer unused = timers.after(RETRY_AFTER, () -> again(page));
  }

  private void again(Page page) {
    page.writing = false;
    write(page);
  }

  private void giveUpOldest() {
    pages.values().stream()
        .filter(Page::isEnded)
        .findFirst()
        .ifPresent(
            page -> {
              log.error("The end of run {} could not be stored and is given up", page.run.runId());
              pages.remove(page.run.runId());
              page.ended.tryComplete();
            });
  }

  private static List<NumberedStep> numbered(Map<Integer, ProgramRun.Step> steps) {
    List<NumberedStep> numbered = new ArrayList<>(steps.size());
    steps.forEach((number, step) -> numbered.add(new NumberedStep(number, step)));
    return numbered;
  }
}
