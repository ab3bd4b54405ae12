package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The brokers of the other nodes. */
interface Peers {
  /** A single node has none. */
  Peers NONE =
      new Peers() {
        @Override
        public @Nullable String run() {
          return null;
        }

        @Override
        public long published(Message message, boolean byClient) {
          return 0; // Nobody else is there.
        }

        @Override
        public @Nullable TakenAs again(Message message, Receiver from, TakenAs former) {
          return null; // What was taken is in the store.
        }

        @Override
        public void routed(Fanout fanout) {
          // Nobody else waits for it.
        }

        @Override
        public Future<Void> confirmed(long number) {
          return Future.succeededFuture();
        }

        @Override
        public long lastPublished() {
          return 0;
        }

        @Override
        public boolean isFull() {
          return false;
        }

        @Override
        public void connected(String clientId, long term) {
          // It can only have been here.
        }
      };

  /** The life of this node; null: it is alone. */
  @Nullable String run();

  /**
   * A message was published here: the others are told.
   *
   * @return its number; 0: nobody confirms it
   */
  long published(Message message, boolean byClient);

  /**
   * A publisher repeats here what another life took, and not everybody may have heard: it is told
   * and routed again, to those who do not have it.
   *
   * @return as what it is taken now; null: nobody misses it
   */
  @Nullable TakenAs again(Message message, Receiver from, TakenAs former);

  /** A message that was published here was routed here. */
  void routed(Fanout fanout);

  /** Succeeds when every broker has on disk what it must not lose, up to a number. */
  Future<Void> confirmed(long number);

  /** The number of the last message that was published here. */
  long lastPublished();

  /** Whether too much is not confirmed: publishers should wait. */
  boolean isFull();

  /** A client connected here: elsewhere it is gone. */
  void connected(String clientId, long term);
}
