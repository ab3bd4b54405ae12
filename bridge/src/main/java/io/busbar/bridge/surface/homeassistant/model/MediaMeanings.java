package io.busbar.bridge.surface.homeassistant.model;

import static io.busbar.bridge.surface.homeassistant.model.Meanings.plain;
import static io.busbar.bridge.surface.homeassistant.model.Meanings.value;

import io.busbar.bridge.surface.homeassistant.model.Services.Step;
import io.busbar.bridge.surface.homeassistant.model.Services.Target;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The services of media players. */
final class MediaMeanings {
  static final Map<String, BiFunction<Target, Fields, List<Step>>> ALL = all();

  private MediaMeanings() {}

  private static Map<String, BiFunction<Target, Fields, List<Step>>> all() {
    Map<String, BiFunction<Target, Fields, List<Step>>> all = new HashMap<>(Meanings.POWER);
    all.put("media_play", (target, sent) -> plain(target, "play"));
    all.put("media_pause", (target, sent) -> plain(target, "pause"));
    all.put("media_play_pause", (target, sent) -> plain(target, plays(target) ? "pause" : "play"));
    all.put("media_stop", (target, sent) -> plain(target, "stop"));
    all.put("media_next_track", (target, sent) -> plain(target, "next"));
    all.put("media_previous_track", (target, sent) -> plain(target, "previous"));
    all.put("volume_up", (target, sent) -> plain(target, "volume_up"));
    all.put("volume_down", (target, sent) -> plain(target, "volume_down"));
    all.put("volume_set", MediaMeanings::volume);
    all.put("volume_mute", MediaMeanings::mute);
    all.put(
        "shuffle_set",
        (target, sent) -> value(target, "set_shuffle", "shuffle", Sent.flag(sent, "shuffle")));
    all.put(
        "repeat_set",
        (target, sent) -> value(target, "set_repeat", "repeat", Sent.text(sent, "repeat")));
    all.put(
        "media_seek",
        (target, sent) ->
            value(target, "seek", "position", Sent.number(sent, "seek_position", 0, 1e6)));
    all.put(
        "select_source",
        (target, sent) -> value(target, "set_input", "input", Sent.text(sent, "source")));
    return Map.copyOf(all);
  }

  private static List<Step> volume(Target target, Fields sent) {
    long percent = Math.round(Sent.number(sent, "volume_level", 0, 1) * 100);
    return value(target, "set_volume", "volume", percent);
  }

  private static List<Step> mute(Target target, Fields sent) {
    return plain(target, Sent.flag(sent, "is_volume_muted") ? "mute" : "unmute");
  }

  private static boolean plays(Target target) {
    return target.state().text("playback").filter("playing"::equals).isPresent();
  }
}
