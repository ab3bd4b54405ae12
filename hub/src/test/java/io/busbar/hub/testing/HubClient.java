package io.busbar.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** An app: talks to the OS API with a token. */
public final class HubClient {
  /** The administrator that hubs under test are started with. */
  public static final Map<String, String> ADMINISTRATOR =
      Map.of("BUSBAR_ADMIN_USERNAME", "ada", "BUSBAR_ADMIN_PASSWORD", "tram-orbit-lemon-7");

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String token;

  private HubClient(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Logs in as the {@link #ADMINISTRATOR}. */
  public static HubClient logIn(String http) throws IOException {
    return new HubClient(http + "/app/os", askIn(http).data().get("accessToken").asText());
  }

  /** Knocks as the {@link #ADMINISTRATOR}, and says what came back. */
  public static Answer askIn(String http) throws IOException {
    return new HubClient(http + "/app/os", "")
        .post(
            "/auth/login",
            Map.of(
                "username", ADMINISTRATOR.get("BUSBAR_ADMIN_USERNAME"),
                "password", ADMINISTRATOR.get("BUSBAR_ADMIN_PASSWORD")));
  }

  /** The same person at the same hub after it moved to another port. */
  public HubClient at(String http) {
    return new HubClient(http + "/app/os", token);
  }

  public String token() {
    return token;
  }

  public Answer get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  public Answer post(String path, Object body) throws IOException {
    return send(posting(path, body));
  }

  public Answer put(String path, Object body) throws IOException {
    return send(request(path).PUT(BodyPublishers.ofByteArray(Json.bytes(body))).build());
  }

  public Answer delete(String path) throws IOException {
    return send(request(path).DELETE().build());
  }

  /** Sends any request; a missing body is not sent. */
  public Answer ask(String method, String path, JsonNode body) throws IOException {
    return send(
        request(path)
            .method(
                method,
                body.isMissingNode()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  /** Posts without waiting; the listener hears the status, or 0 when there was no answer. */
  public void post(String path, Object body, IntConsumer listener) {
    CompletableFuture<Void> unused =
        client
            .sendAsync(posting(path, body), BodyHandlers.ofString())
            .handle(
                (answer, failure) -> {
                  listener.accept(failure == null ? answer.statusCode() : 0);
                  return null;
                });
  }

  /** Posts these bytes as JSON, whatever they are. */
  public Answer postRaw(String path, byte[] body) throws IOException {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  /** The same hub with another token; an empty one is not sent. */
  public HubClient as(String other) {
    return new HubClient(base, other);
  }

  private HttpRequest posting(String path, Object body) {
    return request(path).POST(BodyPublishers.ofByteArray(Json.bytes(body))).build();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** An answer in the HOS envelope. */
  public record Answer(int status, JsonNode body) {
    public JsonNode data() {
      return body.path("data");
    }

    public String code() {
      return body.path("code").asText();
    }
  }
}
