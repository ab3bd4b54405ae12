package io.busbar.faults.load;

import io.busbar.faults.place.Address;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import org.jspecify.annotations.Nullable;

/** A reader of the event stream: of one node, or of whichever lives. */
final class SseReader {
  private static final int RECONNECT_MS = 300;
  private static final int CONNECT_MS = 2_000;
  private static final int SILENCE_SECONDS = 8;

  private final House house;
  private final Feed feed;
  private final HttpClient http;
  private final boolean roams;
  private int turn;
  private String kind = "";
  private boolean ended;
  private @Nullable HttpClientRequest current;

  /**
   * @param node where it begins, counted from 0
   * @param roams whether it goes to another node when its own is gone
   */
  SseReader(House house, Feed feed, int node, boolean roams) {
    this.house = house;
    this.feed = feed;
    this.turn = node;
    this.roams = roams;
    this.http =
        house
            .vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MS)
                    .setReadIdleTimeout(SILENCE_SECONDS));
  }

  void open() {
    if (ended) {
      return;
    }
    Address node = house.nodes().get(turn % house.nodes().size());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(node.host())
            .setPort(node.http())
            .setURI("/app/os/state/stream")
            .putHeader("Authorization", "Bearer " + house.token());
    http.request(options)
        .compose(
            request -> {
              current = request;
              return request.send();
            })
        .onSuccess(response -> opened(node, response))
        .onFailure(refused -> again(node));
  }

  void end() {
    ended = true;
    HttpClientRequest open = current;
    if (open != null) {
      boolean unused = open.connection().close().isComplete();
    }
  }

  private void opened(Address node, HttpClientResponse response) {
    if (response.statusCode() != 200) {
      response.request().connection().close().onComplete(closed -> again(node));
      return;
    }
    RecordParser lines = RecordParser.newDelimited("\n", line -> line(node, line));
    response.handler(lines);
    response.exceptionHandler(broken -> {});
    response.request().connection().closeHandler(closed -> again(node));
  }

  private void again(Address node) {
    feed.lost(node);
    if (roams) {
      turn++;
    }
    house.vertx().setTimer(RECONNECT_MS, fired -> open());
  }

  private void line(Address node, Buffer bytes) {
    String line = bytes.toString().strip();
    if (line.startsWith("event:")) {
      kind = line.substring(6).strip();
    } else if (line.startsWith("data:")) {
      happened(node, new JsonObject(line.substring(5)));
    }
  }

  private void happened(Address node, JsonObject told) {
    if (kind.equals("state")) {
      feed.told(told);
    } else if (kind.equals("snapshot")) {
      feed.joined(node);
      JsonObject states = told.getJsonObject("states", told);
      for (String device : states.fieldNames()) {
        if (states.getValue(device) instanceof JsonObject state) {
          feed.note(device, state.getJsonObject("state", state));
        }
      }
    }
  }
}
