package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Lane.Heard;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import io.busbar.kit.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where the dialects read what was heard, one message at a time, and say what they found. */
final class Desk implements Listening.Trouble {
  /** The device that shows how discovery itself goes. */
  static final String OWN_ID = "mqtt-discovery";

  private final DiscoveryLimits limits;
  private final LongSupplier nanos;
  private final Outbox outbox;
  private final Faults faults;
  private final Map<String, Dialect> owners = new HashMap<>();
  private final CommandNames commands;
  private final Reach reach;
  private final TwinFilter twins = new TwinFilter();
  private boolean faulty;

  /** What the desk makes others do. */
  interface Reach {
    void follow(Dialect dialect, String filter);

    void leave(Dialect dialect, String filter);

    void publish(MqttMessage message);

    /** A command of this name may come from now on. */
    void command(String name);

    /** A command of this name is not known any more. */
    void noCommand(String name);
  }

  Desk(DiscoveryLimits limits, LongSupplier nanos, Outbox.Listener hub, Reach reach) {
    this.limits = limits;
    this.nanos = nanos;
    this.faults = new Faults(nanos.getAsLong());
    this.reach = reach;
    this.commands = new CommandNames(limits.commands(), reach::command, reach::noCommand);
    this.outbox = new Outbox(limits, hub, this, nanos.getAsLong());
  }

  synchronized void read(Heard heard) {
    String topic = heard.message().topic();
    faulty = false;
    guarded(heard.dialect(), topic, found -> heard.dialect().hear(heard.message(), found));
    if (!faulty) {
      faults.clear(topic);
    }
  }

  synchronized void elapsed(Dialect dialect, Duration time) {
    guarded(dialect, dialect.name(), found -> dialect.elapsed(time, found));
  }

  /** What a command becomes. Fails as {@link Dialect#deed} does. */
  synchronized Dialect.Deed deed(String device, String command, Fields arguments) {
    Dialect dialect = owners.get(device);
    if (dialect == null) {
      throw new Failure("'%s' is not there any more".formatted(device));
    }
    return dialect.deed(device, command, arguments);
  }

  /** All of what a command became was published. */
  synchronized void done(String device, Dialect.Deed deed) {
    Dialect dialect = owners.get(device);
    if (dialect != null) {
      guarded(dialect, device, deed.done());
    }
  }

  /** Tells the hub what may be told now; how long until there may be more. */
  synchronized Duration flush() {
    return outbox.flush(nanos.getAsLong());
  }

  /** Shows how it goes, once there is something to show. */
  synchronized void show(String name, Inbox inbox) {
    boolean shown = outbox.knows(OWN_ID);
    if (!faults.takeChanged() && !shown && outbox.devices() == 0) {
      return;
    }
    if (!shown) {
      outbox.device(OwnDevice.described(OWN_ID, name), nanos.getAsLong());
      boolean ignored = commands.take(OWN_ID, OwnDevice.COMMANDS);
    }
    outbox.state(
        OWN_ID, OwnDevice.state(owners.size(), inbox.dropped() + outbox.lost(), inbox, faults));
  }

  synchronized void clearFaults() {
    faults.clear();
  }

  @Override
  public void cannot(String topic, String message, String hint) {
    faults.add(topic, message, hint, nanos.getAsLong());
  }

  private void guarded(Dialect dialect, String topic, Consumer<Findings> work) {
    try {
      work.accept(twins.over(new Found(dialect)));
    } catch (RuntimeException | StackOverflowError defect) { // ours; it must not end the others
      blamed(topic, defect);
    }
  }

  private void blamed(String topic, Throwable defect) {
    faulty = true;
    faults.defect(topic, defect, nanos.getAsLong());
  }

  /** What one dialect tells. */
  private final class Found implements Findings {
    private final Dialect dialect;

    Found(Dialect dialect) {
      this.dialect = dialect;
    }

    @Override
    public void follow(String filter) {
      reach.follow(dialect, filter);
    }

    @Override
    public void leave(String filter) {
      reach.leave(dialect, filter);
    }

    @Override
    public void device(Device device) {
      if (!owners.containsKey(device.id()) && owners.size() >= limits.devices()) {
        fault(
            device.id(),
            "There are %d devices already; it is left out.".formatted(limits.devices()),
            "Remove what is no longer there.");
        return;
      }
      owners.put(device.id(), dialect);
      List<String> names =
          device.commandCatalog().stream().map(item -> String.valueOf(item.get("key"))).toList();
      if (!commands.take(device.id(), names)) {
        fault(device.id(), "There are too many different commands.", "Use the same names.");
      }
      outbox.device(device, nanos.getAsLong());
    }

    @Override
    public void gone(String device) {
      owners.remove(device, dialect);
      commands.release(device);
      outbox.gone(device);
    }

    @Override
    public void state(String device, Fields changed) {
      outbox.state(device, changed);
    }

    @Override
    public void happened(String device, String event) {
      outbox.happened(device, event);
    }

    @Override
    public void available(String device, boolean available) {
      Map<String, @Nullable Object> online = new LinkedHashMap<>();
      online.put("online", available);
      outbox.state(device, new Fields(online));
    }

    @Override
    public void publish(MqttMessage message) {
      reach.publish(message);
    }

    @Override
    public void fault(String topic, String message, String hint) {
      faulty = true;
      cannot(topic, message, hint);
    }

    @Override
    public void defect(String topic, Throwable defect) {
      blamed(topic, defect);
    }
  }
}
