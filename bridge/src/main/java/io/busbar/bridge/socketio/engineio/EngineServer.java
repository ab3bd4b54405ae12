package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.busbar.bridge.socketio.engineio.loop.Loops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Engine.IO 4 server on a Vert.x router. It may be mounted on the routers of several HTTP server
 * instances; a conversation stays on the event loop it began on, whichever instance its requests
 * reach.
 */
public final class EngineServer {
  private static final Logger log = LoggerFactory.getLogger(EngineServer.class);

  private final EngineOptions options;
  private final Function<EngineSocket, EngineListener> acceptor;
  private final Clock clock;
  private final Sessions sessions;
  private final Loops loops;
  private final Sids sids;
  private final Origins origins;
  private final PollingRoute polling;
  private final RelayDesk desk;
  private volatile boolean closing;

  /**
   * A server that is to be mounted.
   *
   * @param acceptor called for each conversation, on its context, for who listens to it
   * @param loops what conversations of one event loop share
   * @param random makes ids
   */
  public EngineServer(
      EngineOptions options,
      Function<EngineSocket, EngineListener> acceptor,
      Loops loops,
      Clock clock,
      SecureRandom random) {
    this.options = options;
    this.acceptor = acceptor;
    this.clock = clock;
    this.loops = loops;
    this.sessions = new Sessions(options);
    this.sids = new Sids(options.cluster().node(), random);
    this.origins = new Origins(options.cors());
    this.polling = new PollingRoute(sessions);
    this.desk = new RelayDesk(sessions);
  }

  /**
   * A server that is to be mounted, on the machine's own clock.
   *
   * @param acceptor called for each conversation, on its context, for who listens to it
   */
  public static EngineServer create(
      EngineOptions options, Function<EngineSocket, EngineListener> acceptor) {
    EngineOptions.Heartbeat heartbeat = options.heartbeat();
    Loops loops =
        Loops.forWaits(
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            heartbeat.pingInterval(),
            heartbeat.pingTimeout());
    return new EngineServer(options, acceptor, loops, Clock.systemUTC(), new SecureRandom());
  }

  /** Adds the routes. No handler before them may have read the request's body. */
  public void mount(Router router) {
    String path = options.path();
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    router.route(bare).handler(context -> handle(context.request()));
    router.route(bare + "/").handler(context -> handle(context.request()));
  }

  /** Answers a request another node has handed over; always succeeds. */
  public Future<SessionRelay.Answer> relayed(SessionRelay.Request request) {
    return desk.answer(request);
  }

  /** What it has seen. */
  public EngineCounts counts() {
    return sessions.counts();
  }

  /**
   * Takes no more clients and closes those there are. Succeeds when each was told; the HTTP server
   * is to be closed after that.
   */
  public Future<Void> close() {
    closing = true;
    List<Future<Void>> told = new ArrayList<>();
    for (Session session : sessions.all()) {
      session.close(CloseReason.SERVER_SHUTDOWN);
    }
    for (Loop loop : loops.all()) {
      Promise<Void> done = Promise.promise();
      told.add(done.future());
      loop.later(done::complete);
    }
    return Future.join(told).mapEmpty();
  }

  private void handle(HttpServerRequest request) {
    Loop loop = loops.of(current());
    HttpReply reply = new HttpReply(loop, request.response());
    if (!origins.admit(request)) {
      reply.refuse(Refusal.FORBIDDEN);
      return;
    }
    if (HttpMethod.OPTIONS.equals(request.method())) {
      origins.preflight(request);
      return;
    }
    Refusal refusal = Question.refusal(request);
    if (refusal != null) {
      reply.refuse(refusal);
      return;
    }
    answer(Question.of(request), loop, reply);
  }

  private void answer(Question question, Loop loop, HttpReply reply) {
    String sid = question.sid();
    if (sid == null) {
      open(question, loop, reply);
    } else if (question.webSocket()) {
      upgrade(question.request(), sid, reply);
    } else {
      polling.handle(question.request(), sid, loop);
    }
  }

  private void open(Question question, Loop loop, HttpReply reply) {
    HandshakeRequest handshake = question.handshake(clock.instant());
    if (!options.admits().test(handshake)) {
      reply.refuse(Refusal.FORBIDDEN);
    } else if (closing || !sessions.reserve()) {
      reply.refuse(Refusal.OVERLOADED);
    } else {
      Session session = new Session(sids.next(), handshake, current(), loop, sessions);
      addCookie(question.request(), session.id());
      if (question.webSocket()) {
        openWebSocket(question.request(), session);
      } else {
        sessions.add(session);
        reply.packets(opening(session.id(), true).body());
        session.begin(acceptor);
      }
    }
  }

  private void openWebSocket(HttpServerRequest request, Session session) {
    FrameChannel channel = new FrameChannel(request);
    request
        .toWebSocket()
        .onSuccess(socket -> carry(line(socket, channel, session, request), session))
        .onFailure(
            failed -> {
              sessions.release();
              notUpgraded(failed);
            });
  }

  private void carry(WebSocketLine line, Session session) {
    sessions.add(session);
    session.carry(line, opening(session.id(), false));
    session.begin(acceptor);
    line.open();
    if (closing) {
      session.close(CloseReason.SERVER_SHUTDOWN);
    }
  }

  private void upgrade(HttpServerRequest request, String sid, HttpReply reply) {
    Session session = sessions.find(sid);
    if (session == null) {
      reply.refuse(Refusal.UNKNOWN_SID);
      return;
    }
    FrameChannel channel = new FrameChannel(request);
    request
        .toWebSocket()
        .onSuccess(socket -> offer(line(socket, channel, session, request), session))
        .onFailure(EngineServer::notUpgraded);
  }

  private static void offer(WebSocketLine line, Session session) {
    session.loop().run(() -> session.offer(line));
    line.open();
  }

  private WebSocketLine line(
      ServerWebSocket socket, FrameChannel channel, Session session, HttpServerRequest request) {
    channel.leaveHttp(request);
    return new WebSocketLine(
        socket, channel, session.loop(), options.limits().maxPayload(), session);
  }

  private static void notUpgraded(Throwable cause) {
    log.debug("Not a WebSocket: {}", cause.getMessage());
  }

  private void addCookie(HttpServerRequest request, String sid) {
    SessionCookie cookie = options.cookie();
    if (cookie != null) {
      request.response().putHeader(HttpHeaders.SET_COOKIE, cookie.header(sid));
    }
  }

  private EncodedPackets opening(String sid, boolean upgrades) {
    String json =
        "{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
            .formatted(
                sid,
                upgrades ? "\"websocket\"" : "",
                options.heartbeat().pingInterval().toMillis(),
                options.heartbeat().pingTimeout().toMillis(),
                options.limits().maxPayload());
    return EncodedPackets.packet(PacketType.OPEN, json.getBytes(StandardCharsets.US_ASCII));
  }

  private static ContextInternal current() {
    return Objects.requireNonNull(ContextInternal.current(), "not on a Vert.x context");
  }
}
