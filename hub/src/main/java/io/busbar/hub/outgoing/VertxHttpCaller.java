package io.busbar.hub.outgoing;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.engine.HttpCaller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls HTTP addresses. The name is resolved once, the address judged, and that very address
 * called; no redirect is followed, no connection kept.
 */
public final class VertxHttpCaller implements HttpCaller {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final VertxInternal vertx;
  private final AddressRules rules;
  private final HttpClient client;

  /**
   * @param allowedHosts may be called whatever their address is
   */
  public VertxHttpCaller(Vertx vertx, Set<String> allowedHosts) {
    this.vertx = (VertxInternal) vertx;
    this.rules = new AddressRules(allowedHosts);
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false).setForceSni(true));
  }

  @Override
  public Future<Answer> call(Call call) {
    String host = bare(call.url().getHost());
    return vertx
        .nameResolver()
        .resolve(host)
        .map(address -> judged(host, address))
        .compose(address -> client.request(options(call, host, address)))
        .compose(request -> answer(request, call))
        .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(failureOf(cause)));
  }

  private InetAddress judged(String host, InetAddress address) {
    if (rules.allows(host, address)) {
      return address;
    }
    throw HubFailure.forbidden(
            "Programs may not call %s.".formatted(address.getHostAddress()),
            "Add the host to the hub's list of allowed hosts.")
        .reason("ADDRESS_REFUSED");
  }

  private static RequestOptions options(Call call, String host, InetAddress address) {
    URI url = call.url();
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? HTTPS : HTTP;
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method().toUpperCase(Locale.ROOT)))
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(host)
            .setPort(port)
            .setSsl(secure)
            .setFollowRedirects(false)
            .setConnectTimeout(call.timeout().toMillis())
            .setURI(path + query);
    call.headers().forEach(options::putHeader);
    return options;
  }

  private static Future<Answer> answer(HttpClientRequest request, Call call) {
    String body = call.body();
    Promise<Answer> answer = Promise.promise();
    Future<HttpClientResponse> sent = body == null ? request.send() : request.send(body);
    sent.onFailure(answer::tryFail).onSuccess(response -> read(request, response, answer));
    return answer
        .future()
        .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset());
  }

  private static void read(
      HttpClientRequest request, HttpClientResponse response, Promise<Answer> answer) {
    Buffer read = Buffer.buffer();
    response
        .handler(
            part -> {
              read.appendBuffer(part);
              if (read.length() >= LONGEST_ANSWER) {
                answer.tryComplete(answer(response, read));
                request.reset();
              }
            })
        .endHandler(end -> answer.tryComplete(answer(response, read)))
        .exceptionHandler(answer::tryFail);
  }

  private static Answer answer(HttpClientResponse response, Buffer read) {
    Buffer kept = read.slice(0, Math.min(read.length(), LONGEST_ANSWER));
    return new Answer(response.statusCode(), kept.toString(StandardCharsets.UTF_8));
  }

  private static HubFailure failureOf(Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return failure;
    }
    if (cause instanceof TimeoutException) {
      return HubFailure.of(FailureCode.TIMED_OUT, "It did not answer in time.")
          .reason("HTTP_TIMED_OUT");
    }
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return HubFailure.unavailable("It cannot be reached: " + why, "Check the address.")
        .reason("HTTP_UNREACHABLE");
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
