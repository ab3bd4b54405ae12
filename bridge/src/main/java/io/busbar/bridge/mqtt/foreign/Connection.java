package io.busbar.bridge.mqtt.foreign;

import io.busbar.bridge.mqtt.model.Message;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One connection to a foreign broker, from its opening to its end. One context only. */
final class Connection {
  private static final int MOST_BYTES = 16 << 20;
  private static final int CONNECT_MS = 10_000;

  /** How long a broker may take to acknowledge. */
  static final int ACK_SECONDS = 30;

  private static final long GOODBYE_SECONDS = 2;
  private static final int QOS = 1;

  private final MqttClient client;
  private final int ackSeconds;
  private final ForeignSettings settings;
  private final Outbox outbox;
  private final Map<Integer, Promise<Void>> subscribing = new HashMap<>();
  private final Map<Integer, MqttSubAckMessage> early = new HashMap<>();
  private boolean lost;
  private boolean retired;

  /**
   * @param willTopic where the broker says {@code offline} when the connection breaks
   * @param ackSeconds a broker that acknowledges later hangs: the connection is given up
   */
  Connection(
      Vertx vertx,
      ForeignSettings settings,
      String clientId,
      String willTopic,
      ForeignCounts counts,
      int ackSeconds) {
    this.settings = settings;
    this.ackSeconds = ackSeconds;
    this.client =
        MqttClient.create(vertx, options(settings, clientId, willTopic).setAckTimeout(ackSeconds));
    this.outbox = new Outbox(client, counts);
  }

  /**
   * Succeeds when the broker has let the hub in.
   *
   * @param gone told when the connection ends, however; more than once too
   */
  Future<Void> open(Consumer<MqttPublishMessage> heard, Runnable gone) {
    client.publishHandler(heard::accept);
    client.publishCompletionHandler(outbox::acknowledged);
    client.publishCompletionExpirationHandler(
        late -> {
          drop();
          gone.run();
        });
    client.publishCompletionUnknownPacketIdHandler(unknown -> {});
    client.subscribeCompletionHandler(this::subscribed);
    client.exceptionHandler(broken -> drop());
    client.closeHandler(
        closed -> {
          ended();
          gone.run();
        });
    return client.connect(settings.port(), settings.host()).mapEmpty();
  }

  boolean isLost() {
    return lost;
  }

  /** Whether nobody has taken its place yet; only the first who asks is to look for another. */
  boolean retire() {
    boolean first = !retired;
    retired = true;
    return first;
  }

  Future<Void> publish(Message message) {
    return outbox.add(message);
  }

  /** Succeeds when the broker has taken all filters, granted or not. */
  Future<Void> subscribe(Collection<String> filters) {
    if (filters.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<String, Integer> wanted = new HashMap<>();
    filters.forEach(filter -> wanted.put(filter, QOS));
    return client.subscribe(wanted).compose(this::awaitAnswer);
  }

  Future<Void> unsubscribe(String filter) {
    return client.unsubscribe(filter).mapEmpty();
  }

  /** Ends it properly: no will is published. */
  Future<Void> goodbye() {
    ended();
    return client
        .disconnect()
        .timeout(GOODBYE_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty()
        .mapEmpty();
  }

  /** Ends it anyhow. */
  void drop() {
    ended();
    client.disconnect().onFailure(alreadyGone -> {});
  }

  private Future<Void> awaitAnswer(int packetId) {
    if (early.remove(packetId) != null) {
      return Future.succeededFuture();
    }
    Promise<Void> answered = Promise.promise();
    subscribing.put(packetId, answered);
    return answered.future().timeout(ackSeconds, TimeUnit.SECONDS);
  }

  private void subscribed(MqttSubAckMessage answer) {
    Promise<Void> waiting = subscribing.remove(answer.messageId());
    if (waiting == null) {
      early.put(answer.messageId(), answer);
    } else {
      waiting.tryComplete();
    }
  }

  private void ended() {
    if (!lost) {
      lost = true;
      outbox.end();
      subscribing.values().forEach(each -> each.tryFail(Outbox.away()));
      subscribing.clear();
    }
  }

  private static MqttClientOptions options(
      ForeignSettings settings, String clientId, String willTopic) {
    MqttClientOptions options = new MqttClientOptions();
    options
        .setClientId(clientId)
        .setCleanSession(true)
        .setAutoKeepAlive(true)
        .setKeepAliveInterval((int) settings.keepAlive().toSeconds())
        .setMaxInflightQueue(Outbox.AT_ONCE)
        .setMaxMessageSize(MOST_BYTES)
        .setWillFlag(true)
        .setWillTopic(willTopic)
        .setWillMessageBytes(Buffer.buffer("offline"))
        .setWillQoS(MqttQoS.AT_LEAST_ONCE.value())
        .setWillRetain(true);
    if (settings.user() != null) {
      options.setUsername(settings.user());
    }
    if (settings.password() != null) {
      options.setPassword(settings.password());
    }
    options.setConnectTimeout(CONNECT_MS);
    return settings.tls() ? secured(options, settings) : options;
  }

  private static MqttClientOptions secured(MqttClientOptions options, ForeignSettings settings) {
    options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
    if (settings.certificates() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(settings.certificates()));
    }
    return options;
  }
}
