package io.busbar.drivers.extender;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an extender over HTTP and reads its answers, whose errors mostly come as 200 (spec 8.3). */
final class ExtenderHttp {
  static final String OFFLINE = "EXTENDER_OFFLINE";
  static final String TOKEN = "EXTENDER_TOKEN";
  static final String REFUSED = "EXTENDER_REFUSED";
  static final String GARBAGE = "EXTENDER_GARBAGE";
  private static final Logger log = LoggerFactory.getLogger(ExtenderHttp.class);
  private static final int CONNECT_MILLIS = 1_000;
  private static final int MAX_BODY = 256 * 1024;
  private static final int UNAUTHORIZED = 401;
  private static final int LAST_SUCCESS = 299;

  private final HttpClient client;

  ExtenderHttp(Vertx vertx) {
    this.client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS))
            .with(new PoolOptions().setHttp1MaxSize(1))
            .withConnectHandler(
                made -> made.exceptionHandler(broken -> log.debug("A connection broke", broken)))
            .build();
  }

  /**
   * Asks. Succeeds with the object it answers. Fails: UNAVAILABLE it is not reached
   * (EXTENDER_OFFLINE) or does not make sense (EXTENDER_GARBAGE) · FORBIDDEN EXTENDER_TOKEN ·
   * CONFLICT EXTENDER_REFUSED it answers with an error · TIMED_OUT no answer in time.
   *
   * @param body null for GET
   */
  Future<Fields> ask(
      ExtenderAddress at,
      String path,
      @Nullable Fields body,
      @Nullable String token,
      Duration limit) {
    RequestOptions options =
        new RequestOptions()
            .setHost(at.host())
            .setPort(at.port())
            .setURI(path)
            .setMethod(body == null ? HttpMethod.GET : HttpMethod.POST);
    if (token != null) {
      options.putHeader("Authorization", "Bearer " + token);
    }
    return client
        .request(options)
        .recover(gone -> Future.failedFuture(offline(at, gone)))
        .compose(request -> sent(request, body, limit));
  }

  Future<Void> close() {
    return client.close();
  }

  private static Future<Fields> sent(
      HttpClientRequest request, @Nullable Fields body, Duration limit) {
    Future<HttpClientResponse> answered =
        body == null
            ? request.send()
            : request
                .putHeader("Content-Type", "application/json")
                .send(Buffer.buffer(Json.bytes(body)));
    return answered
        .compose(ExtenderHttp::read)
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .recover(lost -> Future.failedFuture(failure(request, lost, limit)));
  }

  private static Future<Fields> read(HttpClientResponse response) {
    Promise<Fields> read = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.handler(
        part -> {
          if (body.length() + part.length() <= MAX_BODY) {
            Buffer ignored = body.appendBuffer(part);
          } else {
            read.tryFail(garbage("it is larger than 256 KiB"));
          }
        });
    response.endHandler(
        end -> {
          try {
            read.tryComplete(understood(response.statusCode(), body));
          } catch (HubFailure refused) {
            read.tryFail(refused);
          }
        });
    return read.future();
  }

  private static Fields understood(int status, Buffer body) {
    if (status == UNAUTHORIZED) {
      throw token("The extender refuses the token.");
    }
    if (body.toString().startsWith("Not found")) {
      throw HubFailure.of(FailureCode.UNSUPPORTED, "The extender does not know this request.")
          .hint("Update its firmware to 1.2 or later.");
    }
    Fields answer = object(body);
    Object error = answer.get("error");
    if (error == null) {
      if (status > LAST_SUCCESS) {
        throw garbage("it has the status " + status);
      }
      return answer;
    }
    if (error.equals("token_unavailable") || error.equals("unauthorized")) {
      throw token("The extender has no token: it was reset.");
    }
    throw HubFailure.conflict(
        REFUSED,
        "The extender answers: %s %s".formatted(error, answer.text("message").orElse("")).strip(),
        "Its page of status tells more.");
  }

  private static Fields object(Buffer body) {
    try {
      return new Fields(Json.readObject(body.getBytes()));
    } catch (HubFailure malformed) {
      throw garbage("it is no JSON");
    }
  }

  private static HubFailure token(String message) {
    return HubFailure.forbidden(
            message, "Enter its token or PIN again in the setup of this driver.")
        .reason(TOKEN);
  }

  private static HubFailure garbage(String why) {
    return HubFailure.unavailable(
            "The answer makes no sense: %s.".formatted(why),
            "Check that the address is that of an extender; restart it.")
        .reason(GARBAGE);
  }

  private static HubFailure offline(ExtenderAddress at, Throwable gone) {
    return HubFailure.unavailable(
            "The extender at %s:%d is not reached.".formatted(at.host(), at.port()),
            "Check its power and Wi-Fi; it is looked for by itself.")
        .reason(OFFLINE)
        .details(List.of(gone.getClass().getSimpleName()));
  }

  private static HubFailure failure(HttpClientRequest request, Throwable lost, Duration limit) {
    if (lost instanceof HubFailure known) {
      return known;
    }
    Future<Void> ignored = request.reset();
    if (lost instanceof TimeoutException) {
      return HubFailure.of(
              FailureCode.TIMED_OUT,
              "The extender did not answer within %d ms.".formatted(limit.toMillis()))
          .hint("It may have sent the code nevertheless.");
    }
    return garbage("the connection broke");
  }
}
