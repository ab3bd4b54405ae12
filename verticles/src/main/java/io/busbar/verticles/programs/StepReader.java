package io.busbar.verticles.programs;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the single steps of a program (spec 9.5). */
final class StepReader {
  private static final int MAX_ID = 256;
  private static final int MAX_COMMAND = 128;
  private static final int MAX_URL = 2_048;
  private static final int MAX_TOPIC = 1_024;
  private static final int MAX_PAYLOAD = 16_384;
  private static final int MAX_TITLE = 200;
  private static final int MAX_TEXT = 2_000;
  private static final int MAX_HEADERS = 20;
  private static final int COMMAND_TIMEOUT_MS = 5_000;
  private static final int MAX_COMMAND_TIMEOUT_MS = 30_000;
  private static final int HTTP_TIMEOUT_MS = 10_000;
  private static final int MAX_HTTP_TIMEOUT_MS = 30_000;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** What says whom a request is for and where it ends: the hub alone writes these. */
  private static final Set<String> FRAMING =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "expect");

  private static final Pattern CONTROL = Pattern.compile(".*\\p{Cntrl}.*", Pattern.DOTALL);

  private final UrlRules urls;

  StepReader(UrlRules urls) {
    this.urls = urls;
  }

  Optional<Action> device(Part part) {
    Optional<DeviceId> device = part.device("deviceId", "device", "entityId");
    Optional<String> command =
        part.neededText(MAX_COMMAND, "command", "action", "commandKey", "key");
    int timeout = part.whole(100, MAX_COMMAND_TIMEOUT_MS, COMMAND_TIMEOUT_MS, "timeoutMs");
    boolean waitResult = part.flag(true, "waitResult", "wait");
    boolean goOn = part.flag(false, "continueOnError");
    if (device.isEmpty() || command.isEmpty()) {
      return Optional.empty();
    }
    Action.Device action =
        new Action.Device(
            part.path(),
            device.get(),
            command.get(),
            payload(part),
            waitResult,
            Duration.ofMillis(timeout),
            goOn);
    part.findings().commands(action);
    return Optional.of(action);
  }

  private static Fields payload(Part part) {
    Object value = part.value("payload", "data", "params", "args");
    if (value == null) {
      Object bare = part.value("value");
      return bare == null ? Fields.EMPTY : Fields.of("value", bare);
    }
    return value instanceof Map<?, ?> ? Fields.from(value) : Fields.of("value", value);
  }

  Optional<Action> program(Part part) {
    Optional<String> id =
        part.named(Reference.Kind.PROGRAM, "programId", "sceneId", "automationId", "program");
    Fields variables = part.object("variables", "vars");
    boolean goOn = part.flag(false, "continueOnError");
    return id.map(program -> new Action.RunProgram(part.path(), program, variables, goOn));
  }

  Optional<Action> http(Part part) {
    Optional<URI> url = part.neededText(MAX_URL, "url").flatMap(text -> url(part, text));
    Object body = part.value("body", "payload", "data");
    String method =
        part.text(10, "method")
            .map(text -> text.toUpperCase(Locale.ROOT))
            .orElse(body == null ? "GET" : "POST");
    if (!METHODS.contains(method)) {
      part.fault("method", "must be GET, HEAD, POST, PUT, PATCH or DELETE");
    }
    Fields headers = headers(part);
    int timeout = part.whole(100, MAX_HTTP_TIMEOUT_MS, HTTP_TIMEOUT_MS, "timeoutMs");
    boolean goOn = part.flag(false, "continueOnError");
    return url.map(
        address ->
            new Action.Http(
                part.path(), address, method, headers, body, Duration.ofMillis(timeout), goOn));
  }

  private Optional<URI> url(Part part, String text) {
    Optional<String> fault = urls.fault(text);
    fault.ifPresent(rule -> part.fault("url", rule));
    return fault.isPresent() ? Optional.empty() : Optional.of(URI.create(text));
  }

  private static Fields headers(Part part) {
    Fields headers = part.object("headers");
    if (headers.values().size() > MAX_HEADERS) {
      part.fault("headers", "must be at most %d".formatted(MAX_HEADERS));
    }
    headers.values().forEach((name, value) -> checkHeader(part, name, value));
    return headers;
  }

  private static void checkHeader(Part part, String name, @Nullable Object value) {
    boolean fits =
        TOKEN.matcher(name).matches()
            && value instanceof String text
            && text.length() <= MAX_TEXT
            && !CONTROL.matcher(text).matches();
    if (!fits) {
      part.fault("headers." + name, "must be a header name with a text without line breaks");
    } else if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      part.fault("headers." + name, "is written by the hub itself; leave it out");
    }
  }

  Optional<Action> mqtt(Part part) {
    Optional<String> topic = part.neededText(MAX_TOPIC, "topic");
    if (topic.isPresent() && topic.get().matches("(?s).*[+#\u0000].*")) {
      part.fault("topic", "must not hold +, # or a null character: nothing is sent to a pattern");
    }
    Object value = part.value("payload", "message");
    String payload = value instanceof Map || value instanceof List ? Json.text(value) : text(value);
    if (payload.length() > MAX_PAYLOAD) {
      part.fault("payload", "must have at most %d characters".formatted(MAX_PAYLOAD));
    }
    int qos = part.whole(0, 2, 0, "qos");
    boolean retain = part.flag(false, "retain", "retained");
    return topic.map(name -> new Action.Mqtt(part.path(), name, payload, qos, retain));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }

  Optional<Action> notification(Part part) {
    Optional<String> text = part.neededText(MAX_TEXT, "text", "message", "body");
    Optional<String> title = part.text(MAX_TITLE, "title");
    return text.map(said -> new Action.Notify(part.path(), title.orElse("Busbar"), said));
  }

  Optional<Action> remoteSource(Part part) {
    Optional<String> space = part.named(Reference.Kind.SPACE, "spaceId", "space");
    Optional<String> source = part.neededText(MAX_ID, "sourceId", "source");
    if (space.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Action.RemoteSource(part.path(), space.get(), source.get()));
  }

  Optional<Action> infrared(Part part) {
    Optional<String> extender = part.neededText(MAX_ID, "extenderId", "extender");
    part.require("code");
    Fields code = part.object("code");
    return extender.map(id -> new Action.Infrared(part.path(), id, code));
  }
}
