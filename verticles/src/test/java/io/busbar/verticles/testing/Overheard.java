package io.busbar.verticles.testing;

import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.RequestAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The text forms of everything asked and announced on a bus. */
public final class Overheard implements BusObserver {
  private final List<String> texts = new CopyOnWriteArrayList<>();

  public List<String> texts() {
    return texts;
  }

  @Override
  public void asked(RequestAddress<?, ?> address, Object question, String traceId) {
    texts.add(question.toString());
  }

  @Override
  public void announced(EventAddress<?> address, Object event, String traceId) {
    texts.add(event.toString());
  }
}
