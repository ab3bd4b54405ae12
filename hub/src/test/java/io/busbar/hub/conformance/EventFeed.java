package io.busbar.hub.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.HubClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** The protocol events of a hub, from its stream of server-sent events. */
final class EventFeed implements AutoCloseable {
  private static final String FIELD = "data: ";

  private final InputStream stream;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private EventFeed(InputStream stream) {
    this.stream = stream;
  }

  /** Listens; returns when the hub has greeted. */
  static EventFeed open(String http, HubClient app) throws Exception {
    HttpRequest ask =
        HttpRequest.newBuilder(URI.create(http + "/app/os/state/stream"))
            .header("Authorization", "Bearer " + app.token())
            .build();
    EventFeed feed =
        new EventFeed(HttpClient.newHttpClient().send(ask, BodyHandlers.ofInputStream()).body());
    Thread reader = new Thread(feed::read, "event-feed");
    reader.setDaemon(true);
    reader.start();
    return feed;
  }

  /** Everything heard so far. */
  List<JsonNode> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void read() {
    try (Scanner lines = new Scanner(stream, StandardCharsets.UTF_8).useDelimiter("\n")) {
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.startsWith(FIELD)) {
          events.add(Json.MAPPER.readTree(line.substring(FIELD.length())));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
