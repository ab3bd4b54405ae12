package io.busbar.hub.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.conformance.HubView;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/** A real hub through its REST and SSE doors. */
final class DoorsView implements HubView, AutoCloseable {
  private static final String DRIVER_KEY = "SAMPLE_LAMP";
  private static final int DEADLINE_SECONDS = 10;

  private final HubClient app;
  private final EventFeed feed;
  private final ExecutorService commanding = Executors.newCachedThreadPool();

  DoorsView(HubClient app, EventFeed feed) {
    this.app = app;
    this.feed = feed;
  }

  @Override
  public Issued command(String device, String command, JsonNode payload) {
    String path = "/devices/" + device(device).path("id").asText() + "/command";
    Future<Answer> answer =
        commanding.submit(() -> app.post(path, Map.of("command", command, "payload", payload)));
    return () -> outcome(answer);
  }

  @Override
  public JsonNode device(String device) {
    try {
      return StreamSupport.stream(app.get("/devices").data().spliterator(), false)
          .filter(one -> one.path("driverKey").asText().equals(DRIVER_KEY))
          .filter(one -> one.path("externalId").asText().equals(device))
          .findFirst()
          .orElse(MissingNode.getInstance());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public JsonNode state(String device) {
    return device(device).path("state");
  }

  /** A removed device has no id to look up any more: the sample driver has one device. */
  @Override
  public JsonNode events(String type, String device) {
    ArrayNode payloads = Json.MAPPER.createArrayNode();
    feed.events().stream()
        .filter(event -> event.path("type").asText().equals(type))
        .filter(event -> event.path("driverKey").asText().equals(DRIVER_KEY))
        .forEach(event -> payloads.add(event.path("payload")));
    return payloads;
  }

  @Override
  public void close() throws IOException {
    commanding.shutdownNow();
    feed.close();
  }

  private static Outcome outcome(Future<Answer> command) {
    try {
      Answer answer = command.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      return new Outcome(kind(answer), answer.body().path("message").asText());
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static String kind(Answer answer) {
    String status = answer.data().path("status").asText();
    if (status.isEmpty()) {
      return "refused";
    }
    return status.equals("completed") ? status : "failed";
  }
}
