package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Grant;
import io.busbar.bridge.mqtt.model.Message;
import io.vertx.core.Context;
import java.util.function.Consumer;

/** A part of the hub that listens, on its own context. */
final class HubReceiver implements Receiver {
  private final Context context;
  private final Consumer<Message> listener;

  HubReceiver(Context context, Consumer<Message> listener) {
    this.context = context;
    this.listener = listener;
  }

  @Override
  public boolean isOnline() {
    return true;
  }

  @Override
  public void deliver(Fanout fanout, Grant grant) {
    boolean retain = fanout.message().retain() && grant.retainAsPublished();
    tell(fanout.message().retained(retain));
  }

  void tell(Message message) {
    context.runOnContext(turn -> listener.accept(message));
  }
}
