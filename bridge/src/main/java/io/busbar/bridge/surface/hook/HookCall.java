package io.busbar.bridge.surface.hook;

import io.busbar.bridge.rest.JsonBody;
import io.busbar.bridge.rest.Queries;
import io.busbar.bridge.rest.Segments;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.urlhooks.UrlHooksContract.FireUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.RunUrlHook;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a called address says: {@code /hook/<token>/<device>/<command>}, query and body. */
record HookCall(String token, String thing, String what, Fields query, Fields body, String from) {
  private static final String PROGRAM = "program";
  private static final int PARTS = 3;
  private static final int MOST_FORM_VALUES = 50;

  /**
   * @param path what follows {@code /hook}
   * @throws HubFailure NOT_FOUND another shape of path · INVALID an encoding or a body that cannot
   *     be read
   */
  static HookCall of(HttpServerRequest request, String path, byte[] body) {
    List<String> parts = Segments.split(path).stream().map(Segments::decode).toList();
    if (parts.size() != PARTS) {
      throw HubFailure.of(FailureCode.NOT_FOUND, "Nothing is served at this path.")
          .hint("Call /hook/<token>/<device>/<command> or /hook/<token>/program/<program>.");
    }
    Fields query = Queries.texts(request);
    boolean form = isForm(request);
    return new HookCall(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        form ? query.with(form(body)) : query,
        form ? Fields.EMPTY : new Fields(JsonBody.parse(body)),
        request.remoteAddress().hostAddress());
  }

  boolean isProgram() {
    return thing.equals(PROGRAM);
  }

  FireUrlHook command() {
    return new FireUrlHook(token, new DeviceId(thing), what, query, body, from);
  }

  RunUrlHook run() {
    return new RunUrlHook(token, what, query.with(body), from);
  }

  @Override
  public String toString() {
    return "HookCall[token=[hidden], thing=%s, what=%s]".formatted(thing, what);
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  private static Fields form(byte[] body) {
    try {
      MultiMap values = MultiMap.caseInsensitiveMultiMap();
      new QueryStringDecoder(
              new String(body, StandardCharsets.UTF_8),
              StandardCharsets.UTF_8,
              false,
              MOST_FORM_VALUES)
          .parameters()
          .forEach(values::add);
      return Queries.texts(values);
    } catch (IllegalArgumentException e) {
      throw HubFailure.invalid("The form cannot be read.", "Percent-encode it as UTF-8.");
    }
  }
}
