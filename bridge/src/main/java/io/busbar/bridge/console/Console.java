package io.busbar.bridge.console;

import io.busbar.bridge.http.Mount;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console at {@code /os/}, its libraries at {@code /os/lib/}, and the way there from {@code /}.
 */
public final class Console implements Mount {
  private static final List<String> LIBRARIES =
      List.of("lit", "lit-html", "lit-element", "lit__reactive-element");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final String INDEX = "index.html";

  private final PackedFiles pages;
  private final Map<String, PackedFiles> libraries = new LinkedHashMap<>();
  private final FileRoutes routes;

  /**
   * Reads the page to know its import map: its hash is the only inline script the policy allows.
   *
   * @throws IllegalStateException the page or a library is missing from the build
   */
  public Console(Vertx vertx) {
    this.pages = new PackedFiles(vertx, "console/");
    for (String library : LIBRARIES) {
      libraries.put(library, new PackedFiles(vertx, WebJars.folder("org.webjars.npm", library)));
    }
    this.routes = new FileRoutes(policy(pages.require(INDEX).bytes().toString()));
  }

  @Override
  public void mount(Router router) {
    router.route("/").handler(context -> context.redirect("/os/"));
    router
        .route("/os")
        .handler(
            context -> {
              if ("/os".equals(context.request().path())) {
                context.redirect("/os/");
              } else {
                context.next();
              }
            });
    libraries.forEach(
        (name, files) ->
            routes.add(router, "/os/lib/" + name + "/", files, UnaryOperator.identity()));
    routes.add(router, "/os/", pages, path -> path.isEmpty() ? INDEX : path);
  }

  /** The policy of the page, given its text. */
  static String policy(String page) {
    Matcher map = IMPORT_MAP.matcher(page);
    String hash = map.find() ? " 'sha256-" + hash(map.group(1)) + "'" : "";
    return "default-src 'none'; script-src 'self'%s; style-src 'self'; connect-src 'self'; "
            .formatted(hash)
        + "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";
  }

  private static String hash(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
