package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Polls and posts of conversations that exist, here or on another node. */
final class PollingRoute {
  private final Sessions sessions;

  PollingRoute(Sessions sessions) {
    this.sessions = sessions;
  }

  void handle(HttpServerRequest request, String sid, Loop loop) {
    HttpReply reply = new HttpReply(loop, request.response());
    Session session = sessions.find(sid);
    SessionRelay relay = session == null ? relayFor(sid) : null;
    if (session == null && relay == null) {
      reply.refuse(Refusal.UNKNOWN_SID);
    } else if (HttpMethod.POST.equals(request.method())) {
      post(request, reply, session, relay, sid);
    } else if (session != null) {
      poll(reply, session);
    } else if (relay != null) {
      relayPoll(reply, relay, sid);
    }
  }

  private @Nullable SessionRelay relayFor(String sid) {
    EngineOptions.Cluster cluster = sessions.options().cluster();
    String node = Sids.nodeOf(sid);
    return node.isEmpty() || node.equals(cluster.node()) ? null : cluster.relay();
  }

  private static void poll(HttpReply reply, Session session) {
    reply.onGone(() -> session.loop().run(() -> session.pollGone(reply)));
    session.loop().run(() -> session.poll(reply));
  }

  private static void relayPoll(HttpReply reply, SessionRelay relay, String sid) {
    reply.onGone(() -> forward(relay, SessionRelay.Kind.ABANDON, sid, Buffer.buffer(), null));
    forward(relay, SessionRelay.Kind.POLL, sid, Buffer.buffer(), reply);
  }

  private void post(
      HttpServerRequest request,
      HttpReply reply,
      @Nullable Session session,
      @Nullable SessionRelay relay,
      String sid) {
    if (session != null && !session.beginPost()) {
      reply.refuse(Refusal.BAD_REQUEST);
      session.close(CloseReason.TRANSPORT_ERROR);
      return;
    }
    RequestBody body =
        new RequestBody(
            sessions.options().limits().maxPayload(),
            bytes -> deliver(bytes, reply, session, relay, sid),
            () -> refuseLarge(request, reply, session),
            () -> end(session));
    body.read(request);
  }

  private static void deliver(
      byte[] body,
      HttpReply reply,
      @Nullable Session session,
      @Nullable SessionRelay relay,
      String sid) {
    if (session != null) {
      session
          .loop()
          .run(
              () -> {
                session.endPost();
                session.post(reply, body);
              });
    } else if (relay != null) {
      forward(relay, SessionRelay.Kind.POST, sid, Buffer.buffer(body), reply);
    }
  }

  private static void refuseLarge(
      HttpServerRequest request, HttpReply reply, @Nullable Session session) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    reply.refuse(Refusal.TOO_LARGE);
    end(session);
  }

  private static void end(@Nullable Session session) {
    if (session != null) {
      session.close(CloseReason.TRANSPORT_ERROR);
    }
  }

  private static void forward(
      SessionRelay relay,
      SessionRelay.Kind kind,
      String sid,
      Buffer body,
      @Nullable HttpReply reply) {
    relay
        .forward(Sids.nodeOf(sid), new SessionRelay.Request(kind, sid, body))
        .onComplete(
            answer -> {
              if (reply != null) {
                reply.send(answer.status(), answer.contentType(), answer.body());
              }
            },
            failed -> {
              if (reply != null) {
                reply.refuse(Refusal.UNKNOWN_SID);
              }
            });
  }
}
