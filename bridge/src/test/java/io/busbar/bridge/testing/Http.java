package io.busbar.bridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a front door over HTTP. */
public final class Http {
  private final FrontDoor door;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Http(FrontDoor door) {
    this.door = door;
  }

  /** An answer, its body read as JSON when asked. */
  public record Answer(int status, HttpResponse<byte[]> raw) {
    public JsonNode json() {
      try {
        return Json.MAPPER.readTree(raw.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  /** GET as administrator. */
  public Answer get(String path, String... headers) {
    return send(builder(path, headers).header("Authorization", "Bearer " + SmallIdentity.ADMIN));
  }

  /** GET without a token. */
  public Answer getAsNobody(String path, String... headers) {
    return send(builder(path, headers));
  }

  /** POST JSON as administrator. */
  public Answer post(String path, String body, String... headers) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public Answer post(String path, byte[] body, String... headers) {
    return send(
        builder(path, headers)
            .header("Authorization", "Bearer " + SmallIdentity.ADMIN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** POST JSON without a token. */
  public Answer postAsNobody(String path, String body, String... headers) {
    return send(
        builder(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Any method without a body. */
  public Answer method(String method, String path, String... headers) {
    return send(
        builder(path, headers)
            .header("Authorization", "Bearer " + SmallIdentity.ADMIN)
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private HttpRequest.Builder builder(String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(door.url(path))).timeout(Duration.ofSeconds(20));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
