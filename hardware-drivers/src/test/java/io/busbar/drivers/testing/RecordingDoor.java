package io.busbar.drivers.testing;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A door that remembers every conversation and everything said in it. */
public final class RecordingDoor implements DriverDoor {
  /** The conversations, in the order in which they were opened. */
  public final List<Talk> talks = new CopyOnWriteArrayList<>();

  @Override
  public DriverConversation open(DriverLink link, @Nullable DriverInstance known) {
    Talk talk = new Talk(link, known);
    talks.add(talk);
    return talk;
  }

  /** All that was received, over all conversations. */
  public List<Fields> received() {
    return talks.stream().flatMap(talk -> talk.received.stream()).toList();
  }

  /** The latest conversation. */
  public Talk last() {
    return talks.get(talks.size() - 1);
  }

  /** One conversation. */
  public static final class Talk implements DriverConversation {
    public final DriverLink link;
    public final @Nullable DriverInstance known;
    public final List<Fields> received = new CopyOnWriteArrayList<>();
    public volatile boolean closed;

    Talk(DriverLink link, @Nullable DriverInstance known) {
      this.link = link;
      this.known = known;
    }

    @Override
    public void received(byte[] json) {
      received.add(new Fields(Json.readObject(json)));
    }

    @Override
    public void receivedGarbage(String why) {
      throw new AssertionError("a process sends no garbage: " + why);
    }

    @Override
    public void closed() {
      closed = true;
    }
  }
}
