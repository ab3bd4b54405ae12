package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** Answers what other nodes hand over. */
final class RelayDesk {
  private final Sessions sessions;

  RelayDesk(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Where the answer to another node goes. */
  private record Envelope(Promise<SessionRelay.Answer> promise) implements Reply {
    @Override
    public void send(int status, String type, Buffer body) {
      promise.tryComplete(new SessionRelay.Answer(status, type, body));
    }
  }

  Future<SessionRelay.Answer> answer(SessionRelay.Request request) {
    Envelope reply = new Envelope(Promise.promise());
    Session session = sessions.find(request.sid());
    if (session == null) {
      reply.refuse(Refusal.UNKNOWN_SID);
    } else {
      session.loop().run(() -> serve(session, request, reply));
    }
    return reply.promise().future();
  }

  private static void serve(Session session, SessionRelay.Request request, Envelope reply) {
    switch (request.kind()) {
      case POLL -> poll(session, reply);
      case POST -> post(session, request.body(), reply);
      case ABANDON -> {
        session.abandonPoll();
        reply.packets(PollSide.NOOP.body());
      }
    }
  }

  private static void poll(Session session, Envelope reply) {
    long patience = session.options().cluster().relayedPoll().toMillis();
    Deadline later = session.loop().deadline(() -> session.pollLater(reply));
    later.at(session.loop().now() + patience);
    reply.promise().future().onComplete(answered -> session.loop().run(later::cancel));
    session.poll(reply);
  }

  private static void post(Session session, Buffer body, Envelope reply) {
    if (body.length() > session.options().limits().maxPayload()) {
      reply.refuse(Refusal.TOO_LARGE);
      session.close(CloseReason.TRANSPORT_ERROR);
    } else if (!session.beginPost()) {
      reply.refuse(Refusal.BAD_REQUEST);
      session.close(CloseReason.TRANSPORT_ERROR);
    } else {
      session.endPost();
      session.post(reply, body.getBytes());
    }
  }
}
