package io.busbar.bridge.console;

import io.busbar.bridge.console.PackedFiles.PackedFile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves packed files below a path, with validators and the same security headers for all. */
public final class FileRoutes {
  private static final Logger log = LoggerFactory.getLogger(FileRoutes.class);

  private final String policy;

  /**
   * @param policy the Content-Security-Policy of everything served here
   */
  public FileRoutes(String policy) {
    this.policy = policy;
  }

  /**
   * Serves {@code GET} below a path.
   *
   * @param path ends with a slash
   * @param renamed from the path below to the name in {@code files}
   */
  public void add(Router router, String path, PackedFiles files, Function<String, String> renamed) {
    router
        .route(path + "*")
        .handler(
            context -> {
              HttpServerRequest request = context.request();
              String asked = request.path();
              if (asked == null || !asked.startsWith(path)) {
                context.next();
                return;
              }
              files
                  .find(renamed.apply(asked.substring(path.length())))
                  .onSuccess(file -> answer(request, file))
                  .onFailure(context::fail);
            });
  }

  private void answer(HttpServerRequest request, @Nullable PackedFile file) {
    HttpServerResponse response = request.response();
    response
        .putHeader("Content-Security-Policy", policy)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
      finish(response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD"), null);
    } else if (file == null) {
      finish(response.setStatusCode(404), null);
    } else {
      found(request, response, file);
    }
  }

  private static void found(
      HttpServerRequest request, HttpServerResponse response, PackedFile file) {
    response
        .putHeader(HttpHeaders.ETAG, file.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && known.contains(file.tag())) {
      finish(response.setStatusCode(304), null);
      return;
    }
    finish(response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()), file);
  }

  private static void finish(HttpServerResponse response, @Nullable PackedFile file) {
    (file == null ? response.end() : response.end(file.bytes()))
        .onFailure(e -> log.debug("A file did not reach its client: {}", e.getMessage()));
  }
}
