package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what dialects find, but for the {@link Twins} of devices that are found already:
 * those it keeps in mind until they may be shown. Called by one thread at a time.
 */
public final class TwinFilter {
  /** The dialect that gives way is kept in mind; the others pass. */
  private static final String YIELDING = Twins.YIELDING + ":";

  private final Twins twins = new Twins();
  private final Map<String, Yielding> yielding = new HashMap<>();

  private static final class Yielding {
    final Findings findings;
    Device device;
    Fields state = Fields.EMPTY;
    @Nullable Boolean available;
    boolean shown;

    Yielding(Findings findings, Device device) {
      this.findings = findings;
      this.device = device;
    }

    void show() {
      if (shown) {
        return;
      }
      shown = true;
      findings.device(device);
      if (!state.isEmpty()) {
        findings.state(device.id(), state);
      }
      if (available != null) {
        findings.available(device.id(), available);
      }
    }

    void hide() {
      if (shown) {
        shown = false;
        findings.gone(device.id());
      }
    }
  }

  /** The findings of one dialect without the twins of others. */
  public Findings over(Findings findings) {
    return new Filtered(findings);
  }

  private void follow(Twins.Verdict verdict) {
    known(verdict.hide()).forEach(Yielding::hide);
    known(verdict.show()).forEach(Yielding::show);
  }

  private List<Yielding> known(List<String> ids) {
    return ids.stream().flatMap(id -> Optional.ofNullable(yielding.get(id)).stream()).toList();
  }

  private static Fields merged(Fields before, Fields changed) {
    String extras = "extras";
    Fields merged = before.with(changed);
    return changed.has(extras)
        ? merged.with(extras, before.object(extras).with(changed.object(extras)).values())
        : merged;
  }

  private final class Filtered implements Findings {
    private final Findings findings;

    Filtered(Findings findings) {
      this.findings = findings;
    }

    @Override
    public void device(Device device) {
      if (!device.id().startsWith(YIELDING)) {
        findings.device(device);
        TwinFilter.this.follow(twins.found(device));
        return;
      }
      Yielding known = yielding.computeIfAbsent(device.id(), id -> new Yielding(findings, device));
      known.device = device;
      Twins.Verdict verdict = twins.found(device);
      if (twins.hides(device.id())) {
        TwinFilter.this.follow(verdict);
      } else if (known.shown) {
        findings.device(device);
      } else {
        known.show();
      }
    }

    @Override
    public void gone(String device) {
      Yielding known = yielding.remove(device);
      if (known == null || known.shown) {
        findings.gone(device);
      }
      TwinFilter.this.follow(twins.gone(device));
    }

    @Override
    public void state(String device, Fields changed) {
      Yielding known = yielding.get(device);
      if (known != null) {
        known.state = merged(known.state, changed);
      }
      if (known == null || known.shown) {
        findings.state(device, changed);
      }
    }

    @Override
    public void happened(String device, String event) {
      Yielding known = yielding.get(device);
      if (known == null || known.shown) {
        findings.happened(device, event);
      }
    }

    @Override
    public void available(String device, boolean available) {
      Yielding known = yielding.get(device);
      if (known != null) {
        known.available = available;
      }
      if (known == null || known.shown) {
        findings.available(device, available);
      }
    }

    @Override
    public void follow(String filter) {
      findings.follow(filter);
    }

    @Override
    public void leave(String filter) {
      findings.leave(filter);
    }

    @Override
    public void publish(MqttMessage message) {
      findings.publish(message);
    }

    @Override
    public void fault(String topic, String message, String hint) {
      findings.fault(topic, message, hint);
    }

    @Override
    public void defect(String topic, Throwable defect) {
      findings.defect(topic, defect);
    }
  }
}
