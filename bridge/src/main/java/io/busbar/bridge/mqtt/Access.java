package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.contracts.broker.BrokerContract.Right;
import java.util.List;

/** What a client may read and write. */
record Access(String username, List<Right> rights) {
  private static final String SYS = "$SYS";
  private static final List<Right> EVERYTHING =
      List.of(new Right("#", true, true), new Right("$SYS/#", true, false));

  static Access everything(String username) {
    return new Access(username, EVERYTHING);
  }

  boolean mayPublish(String topic) {
    if (topic.startsWith(SYS)) {
      return false;
    }
    for (Right right : rights) {
      if (right.write() && (right.filter().equals("#") || Topics.matches(right.filter(), topic))) {
        return true;
      }
    }
    return false;
  }

  boolean maySubscribe(String filter) {
    for (Right right : rights) {
      if (right.read() && Topics.covers(right.filter(), filter)) {
        return true;
      }
    }
    return false;
  }
}
