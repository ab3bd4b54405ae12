package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A television or a receiver: volume, inputs, and something that plays. */
record MediaPlayer(
    Model model, boolean power, int volume, boolean muted, String input, Playing playing)
    implements Gadget {
  private static final int LOUDEST = 100;
  private static final int VOLUME_STEP = 2;
  private static final int TELLS_EVERY = 30;

  enum Model {
    TELEVISION(Playlist.PROGRAMMES),
    RECEIVER(Playlist.SONGS);

    private final Playlist playlist;

    Model(Playlist playlist) {
      this.playlist = playlist;
    }

    /** The one it starts with comes first. */
    List<String> inputs() {
      return switch (this) {
        case TELEVISION -> List.of("TV", "HDMI 1", "HDMI 2", "Streaming");
        case RECEIVER -> List.of("Streaming", "CD", "Phono", "TV");
      };
    }
  }

  enum Playback {
    PLAYING,
    PAUSED,
    STOPPED
  }

  /**
   * What plays, and how far it is.
   *
   * @param seconds since the title began
   */
  record Playing(Playback playback, int track, double seconds) {
    static final Playing NOTHING = new Playing(Playback.STOPPED, 0, 0);

    Playing now(Playback wanted) {
      return new Playing(wanted, track, wanted == Playback.STOPPED ? 0 : seconds);
    }

    Playing skipped(int tracks, Playlist playlist) {
      return new Playing(playback, Math.floorMod(track + tracks, playlist.size()), 0);
    }

    Playing after(double passed, Playlist playlist) {
      Playing now = new Playing(playback, track, seconds + passed);
      while (now.seconds >= playlist.title(now.track).seconds()) {
        double rest = now.seconds - playlist.title(now.track).seconds();
        now = new Playing(playback, (now.track + 1) % playlist.size(), rest);
      }
      return now;
    }
  }

  static MediaPlayer of(Model model) {
    return new MediaPlayer(model, false, 30, false, model.inputs().get(0), Playing.NOTHING);
  }

  @Override
  public MediaPlayer after(Step step) {
    return power && playing.playback == Playback.PLAYING
        ? playing(playing.after(step.seconds(), model.playlist))
        : this;
  }

  @Override
  public MediaPlayer told(Call call) {
    return switch (call.command()) {
      case "turn_on", "turn_off", "toggle" -> powered(Relay.switched(power, call));
      case "set_volume" -> loud(call.percent("volume"));
      case "volume_up" -> loud(volume + VOLUME_STEP);
      case "volume_down" -> loud(volume - VOLUME_STEP);
      case "mute" -> new MediaPlayer(model, power, volume, true, input, playing);
      case "unmute" -> new MediaPlayer(model, power, volume, false, input, playing);
      case "set_input" -> from(call.text("input"));
      default -> played(call);
    };
  }

  private MediaPlayer played(Call call) {
    Playing now =
        switch (call.command()) {
          case "play" -> playing.now(Playback.PLAYING);
          case "pause" ->
              playing.playback == Playback.PLAYING ? playing.now(Playback.PAUSED) : playing;
          case "stop" -> playing.now(Playback.STOPPED);
          case "next" -> playing.skipped(1, model.playlist);
          case "previous" -> playing.skipped(-1, model.playlist);
          default -> throw Gadget.unknown(call);
        };
    if (!power && now.playback == Playback.PLAYING) {
      return powered(true).playing(now);
    }
    return playing(now);
  }

  private MediaPlayer powered(boolean wanted) {
    Playing kept = wanted ? playing : playing.now(Playback.STOPPED);
    return new MediaPlayer(model, wanted, volume, muted, input, kept);
  }

  private MediaPlayer loud(long wanted) {
    int clamped = (int) Math.max(0, Math.min(LOUDEST, wanted));
    return new MediaPlayer(model, power, clamped, false, input, playing);
  }

  private MediaPlayer from(String wanted) {
    if (!model.inputs().contains(wanted)) {
      throw new Failure("'input' must be one of %s".formatted(model.inputs()));
    }
    return new MediaPlayer(model, true, volume, muted, wanted, playing);
  }

  private MediaPlayer playing(Playing now) {
    return new MediaPlayer(model, power, volume, muted, input, now);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    Playlist.Title title = model.playlist.title(playing.track);
    boolean silent = playing.playback == Playback.STOPPED;
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("power", power);
    state.put("volume", volume);
    state.put("muted", muted);
    state.put("input", input);
    state.put("source", input);
    state.put("playback", Words.of(playing.playback));
    state.put("title", silent ? null : title.name());
    state.put("artist", silent || title.artist().isEmpty() ? null : title.artist());
    state.put("track", silent ? null : playing.track + 1);
    state.put("mediaDuration", silent ? null : title.seconds());
    state.put("mediaPosition", silent ? null : (int) playing.seconds / TELLS_EVERY * TELLS_EVERY);
    return state;
  }

  @Override
  public List<CommandDef> catalog() {
    List<CommandDef> catalog = new ArrayList<>(Relay.SWITCHING);
    catalog.addAll(
        List.of(
            CommandDef.of("set_volume", "Volume").with("volume", CommandDef.whole(0, LOUDEST)),
            CommandDef.step("volume_up", "Louder"),
            CommandDef.step("volume_down", "Quieter"),
            CommandDef.of("mute", "Mute"),
            CommandDef.of("unmute", "Unmute"),
            CommandDef.of("set_input", "Input").with("input", CommandDef.oneOf(model.inputs())),
            CommandDef.of("play", "Play"),
            CommandDef.of("pause", "Pause"),
            CommandDef.of("stop", "Stop"),
            CommandDef.step("next", "Next"),
            CommandDef.step("previous", "Previous")));
    return catalog;
  }
}
