package io.busbar.bridge.driver;

import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.value.DriverInstance;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the links that came and what was heard on them; greets each. */
final class RecordingDoor implements DriverDoor {
  final BlockingQueue<DriverLink> links = new LinkedBlockingQueue<>();
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Override
  public DriverConversation open(DriverLink link, @Nullable DriverInstance known) {
    link.send("{\"event\":\"CONNECTED\"}".getBytes(StandardCharsets.UTF_8));
    links.add(link);
    return new DriverConversation() {
      @Override
      public void received(byte[] json) {
        heard.add(new String(json, StandardCharsets.UTF_8));
      }

      @Override
      public void receivedGarbage(String why) {
        heard.add("garbage: " + why);
      }

      @Override
      public void closed() {
        heard.add("closed");
      }
    };
  }

  DriverLink link() {
    return taken(links);
  }

  String heard() {
    return taken(heard);
  }

  private static <T> T taken(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came in time");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
