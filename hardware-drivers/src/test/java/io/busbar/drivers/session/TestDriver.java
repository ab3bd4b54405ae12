package io.busbar.drivers.session;

import static org.awaitility.Awaitility.await;

import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.testing.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The far end of a link: says what a driver would say, on the link's own context. */
final class TestDriver {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  final FakeLink link;
  private final Context context;
  private final DriverConversation conversation;

  TestDriver(FakeLink link, Context context, DriverConversation conversation) {
    this.link = link;
    this.context = context;
    this.conversation = conversation;
  }

  @CanIgnoreReturnValue
  TestDriver say(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    context.runOnContext(ignored -> conversation.received(bytes));
    return this;
  }

  @CanIgnoreReturnValue
  TestDriver sayGarbage() {
    context.runOnContext(ignored -> conversation.receivedGarbage("Send text."));
    return this;
  }

  @CanIgnoreReturnValue
  TestDriver register(String instance) {
    return say(
        "{'method':'driver.register','params':{'driverKey':'HUE','instanceId':'%s',"
                .formatted(instance)
            + "'protocolVersion':1}}");
  }

  /** Discovers a device and waits until the hub has it. */
  @CanIgnoreReturnValue
  TestDriver discover(String device) {
    say(
        "{'id':'d','event':'DEVICE_DISCOVERED','device_id':'%s','data':{'name':'Lamp'}}"
            .formatted(device));
    Fields ack = expect("ACK");
    if (!"d".equals(ack.get("id"))) {
      throw new AssertionError("not the acknowledgement of the device: " + ack);
    }
    return this;
  }

  @CanIgnoreReturnValue
  Fields expect(String event) {
    return link.expect(event);
  }

  void expectClose(CloseCode code) {
    await().atMost(DEADLINE).until(() -> link.closes.equals(List.of(code)));
  }

  /** The link breaks. */
  void vanish() {
    context.runOnContext(ignored -> conversation.closed());
  }

  /** Waits until everything said so far was heard. */
  @CanIgnoreReturnValue
  TestDriver settled() {
    Promise<Boolean> heard = Promise.promise();
    context.runOnContext(ignored -> heard.complete(true));
    Future<Boolean> done = heard.future();
    await().atMost(DEADLINE).until(done::isComplete);
    return this;
  }
}
