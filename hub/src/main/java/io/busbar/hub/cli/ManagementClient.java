package io.busbar.hub.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.config.HubConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Talks to the management door of the hub that runs on this data directory. */
final class ManagementClient {
  private static final int OK = 200;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final HubConfig config;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  ManagementClient(HubConfig config) {
    this.config = config;
  }

  Map<String, ?> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    HttpResponse<byte[]> answer = sent(request, BodyHandlers.ofByteArray());
    Map<String, ?> content = Json.readObject(answer.body());
    if (answer.statusCode() != OK) {
      throw refused(content);
    }
    return content;
  }

  Map<String, ?> get(String path) throws IOException, InterruptedException {
    HttpRequest request = request(path).timeout(ANSWER).GET().build();
    HttpResponse<byte[]> answer = sent(request, BodyHandlers.ofByteArray());
    Map<String, ?> content = Json.readObject(answer.body());
    if (answer.statusCode() != OK) {
      throw refused(content);
    }
    return content;
  }

  /** Lines as they come, until the hub ends the stream. */
  Stream<String> lines(String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer = sent(request(path).build(), BodyHandlers.ofLines());
    if (answer.statusCode() != OK) {
      throw refused(Json.readObject(Json.bytes(Map.of("message", "Refused."))));
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create("http://" + host() + ":" + port() + path))
        .header("Authorization", "Bearer " + read("keys/management").strip());
  }

  private String host() {
    String host = config.management().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    return everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
  }

  private int port() throws IOException {
    Map<String, Integer> ports =
        Json.MAPPER.readValue(
            read(HubConfig.PORTS_FILE), new TypeReference<Map<String, Integer>>() {});
    return ports.getOrDefault("management", config.management().port());
  }

  private String read(String name) {
    Path file = config.storage().dir().resolve(name);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw notRunning(file + " cannot be read.");
    }
  }

  private <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw notRunning("Nobody answers at " + request.uri() + ".");
    }
  }

  private static CommandFault notRunning(String what) {
    return new CommandFault(
        what, "Is the hub running, with the same BUSBAR_DATA_DIR and as the same user?");
  }

  private static CommandFault refused(Map<String, ?> content) {
    Object hint = content.get("hint");
    return new CommandFault(
        String.valueOf(content.get("message")), hint == null ? "" : hint.toString());
  }
}
