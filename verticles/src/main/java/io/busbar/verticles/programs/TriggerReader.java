package io.busbar.verticles.programs;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Trigger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what starts a program (spec 9.5). */
final class TriggerReader {
  private static final Duration DAY = Duration.ofHours(24);
  private static final int MAX_OFFSET_MINUTES = 720;
  private static final int MAX_KEY = 256;
  private static final int MAX_CRON = 128;
  private static final Pattern HOOK = Pattern.compile("[A-Za-z0-9_-]{16,128}");
  private static final Set<String> ENDINGS = Set.of("completed", "skipped", "failed", "cancelled");
  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** The first of one: whatever comes at all comes after it, the 29th of February too. */
  private static final ZonedDateTime LEAP_YEAR =
      ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private TriggerReader() {}

  static Optional<? extends Trigger> read(Part part) {
    Optional<String> type = part.word("type", "trigger", "platform");
    if (type.isEmpty()) {
      part.require("type");
      return Optional.empty();
    }
    return switch (type.get()) {
      case "state", "device" -> state(part);
      case "numeric", "numeric_state", "crossing", "threshold" -> crossing(part);
      case "time", "at", "clock" -> part.has("cron") ? cron(part) : time(part);
      case "cron", "schedule" -> cron(part);
      case "sun" -> sun(part);
      case "event" -> event(part);
      case "remote_key", "remote", "button" -> remoteKey(part);
      case "webhook", "hook" -> webhook(part);
      case "startup", "start", "boot" -> Optional.of(new Trigger.Startup());
      case "program", "scene", "automation" -> program(part);
      default -> unknown(part);
    };
  }

  private static Optional<Trigger> unknown(Part part) {
    part.fault(
        part.spelling("type", "trigger", "platform"),
        "must be state, numeric, time, cron, sun, event, remote_key, webhook, startup or program");
    return Optional.empty();
  }

  private static Optional<Trigger> state(Part part) {
    if (part.has("above", "below")) {
      part.fault(part.spelling("above", "below"), "belongs to a trigger of type numeric");
    }
    Optional<DeviceId> device = part.device("deviceId", "device", "entityId");
    Optional<String> key = part.neededText(MAX_KEY, "key", "field", "attribute", "stateKey");
    Duration hold = part.duration(DAY, "for", "hold");
    if (device.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = part.fields();
    String to = fields.has("to") ? "to" : "value";
    return Optional.of(
        new Trigger.State(
            device.get(),
            key.get(),
            fields.get("from"),
            fields.has("from"),
            fields.get(to),
            fields.has(to),
            hold));
  }

  private static Optional<Trigger> crossing(Part part) {
    Optional<DeviceId> device = part.device("deviceId", "device", "entityId");
    Optional<String> key = part.neededText(MAX_KEY, "key", "field", "attribute", "stateKey");
    Borders borders = Borders.read(part);
    Duration hold = part.duration(DAY, "for", "hold");
    if (device.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Trigger.Crossing(device.get(), key.get(), borders.above(), borders.below(), hold));
  }

  private static Optional<Trigger> time(Part part) {
    part.require("at", "time");
    Set<DayOfWeek> days = part.days();
    return part.time("at", "time").map(at -> new Trigger.At(at, days));
  }

  private static Optional<Trigger> cron(Part part) {
    Optional<String> text = part.neededText(MAX_CRON, "cron", "expression", "schedule");
    return text.filter(expression -> isCron(part, expression)).map(Trigger.Cron::new);
  }

  private static boolean isCron(Part part, String expression) {
    try {
      ExecutionTime times = ExecutionTime.forCron(CRON.parse(expression).validate());
      if (times.nextExecution(LEAP_YEAR).isPresent()) {
        return true;
      }
      part.fault(spelling(part), "never comes: no month it names has such a day");
    } catch (RuntimeException e) { // The parser throws several kinds at bad input.
      part.fault(
          spelling(part), "not a cron expression (\"%s\": %s)".formatted(expression, reason(e)));
    }
    return false;
  }

  private static String spelling(Part part) {
    return part.spelling("cron", "expression", "schedule");
  }

  private static String reason(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("five fields are needed");
  }

  private static Optional<Trigger> sun(Part part) {
    Optional<String> event = part.word("event", "at", "when", "sun");
    part.require("event", "at", "when", "sun");
    Set<DayOfWeek> days = part.days();
    Duration offset = offset(part);
    if (event.isEmpty()) {
      return Optional.empty();
    }
    return switch (event.get()) {
      case "sunrise", "rise", "dawn" -> Optional.of(new Trigger.Sun(true, offset, days));
      case "sunset", "set", "dusk" -> Optional.of(new Trigger.Sun(false, offset, days));
      default -> {
        part.fault(part.spelling("event", "at", "when", "sun"), "must be sunrise or sunset");
        yield Optional.empty();
      }
    };
  }

  private static Duration offset(Part part) {
    if (!part.has("offset")) {
      int minutes =
          part.whole(-MAX_OFFSET_MINUTES, MAX_OFFSET_MINUTES, 0, "offsetMin", "offsetMinutes");
      return Duration.ofMinutes(minutes);
    }
    Duration offset = Words.duration(part.value("offset"));
    if (offset == null || offset.abs().toMinutes() > MAX_OFFSET_MINUTES) {
      part.fault("offset", "must be a duration within 12 hours: -PT15M");
      return Duration.ZERO;
    }
    return offset;
  }

  private static Optional<Trigger> event(Part part) {
    Optional<String> type = part.neededText(MAX_KEY, "event", "eventType", "name");
    Optional<DeviceId> device =
        part.has("deviceId", "device") ? part.device("deviceId", "device") : Optional.empty();
    Fields match = part.object("match", "payload", "data");
    return type.map(
        name -> new Trigger.Event(name.toUpperCase(Locale.ROOT), device.orElse(null), match));
  }

  private static Optional<Trigger> remoteKey(Part part) {
    Optional<String> key = part.neededText(MAX_KEY, "key", "button");
    Optional<String> remote = part.text(MAX_KEY, "remoteId", "remote");
    Optional<String> press = part.word("press", "action");
    return key.map(name -> new Trigger.RemoteKey(remote.orElse(null), name, press.orElse(null)));
  }

  private static Optional<Trigger> webhook(Part part) {
    Optional<String> hook = part.neededText(MAX_KEY, "hook", "webhookId");
    if (hook.isPresent() && !HOOK.matcher(hook.get()).matches()) {
      part.fault(
          part.spelling("hook", "webhookId"),
          "must be 16 to 128 letters, digits, - or _; leave it out to get a good one");
      return Optional.empty();
    }
    return hook.map(Trigger.Webhook::new);
  }

  private static Optional<Trigger> program(Part part) {
    Optional<String> id =
        part.named(Reference.Kind.PROGRAM, "programId", "sceneId", "automationId", "program");
    Optional<String> status = part.word("status", "ended");
    if (status.isPresent() && !ENDINGS.contains(status.get())) {
      part.fault(
          part.spelling("status", "ended"), "must be completed, skipped, failed or cancelled");
    }
    return id.map(program -> new Trigger.AfterProgram(program, status.orElse(null)));
  }
}
