package io.busbar.contracts.ir;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The library of infrared and radio codes the hub keeps for each extender, and codes in other words
 * (spec 8.4 to 8.6). An extender is named by the hub's id of its device, or by its driver's own.
 */
public final class IrCodesContract {
  private static final Duration DISK = Duration.ofSeconds(10);

  /** Lists the remotes of an extender. Fails: NOT_FOUND the extender. */
  public static final RequestAddress<ListCodeRemotes, CodeRemoteList> LIST_REMOTES =
      RequestAddress.of("hub.ircodes.list-remotes", ListCodeRemotes.class, CodeRemoteList.class);

  /** Reads a remote with its codes. Fails: NOT_FOUND the extender or the remote. */
  public static final RequestAddress<ReadCodeRemote, CodeRemote> READ_REMOTE =
      RequestAddress.of("hub.ircodes.read-remote", ReadCodeRemote.class, CodeRemote.class);

  /**
   * Keeps codes of a remote beside those it has; the remote is made when it is new. Succeeds when
   * stored, with the remote. Fails: NOT_FOUND the extender · INVALID a code or name that cannot be
   * read, with the key in the message; nothing is kept then · OVERLOADED the library is full.
   */
  public static final RequestAddress<SaveCodeRemote, CodeRemote> SAVE_REMOTE =
      RequestAddress.of("hub.ircodes.save-remote", SaveCodeRemote.class, CodeRemote.class)
          .within(DISK);

  /** Removes a remote with all its codes. Fails: NOT_FOUND the extender or the remote. */
  public static final RequestAddress<RemoveCodeRemote, CodeRemoved> REMOVE_REMOTE =
      RequestAddress.of("hub.ircodes.remove-remote", RemoveCodeRemote.class, CodeRemoved.class)
          .within(DISK);

  /** Removes one code of a remote. Fails: NOT_FOUND the extender, the remote or the key. */
  public static final RequestAddress<RemoveCodeKey, CodeRemoved> REMOVE_KEY =
      RequestAddress.of("hub.ircodes.remove-key", RemoveCodeKey.class, CodeRemoved.class)
          .within(DISK);

  /**
   * Takes the remotes of a file in any format the hub reads. Succeeds with what was taken and what
   * was left out. Fails: NOT_FOUND the extender · INVALID nothing of it can be read · OVERLOADED
   * the library is full.
   */
  public static final RequestAddress<ImportCodes, CodesImported> IMPORT =
      RequestAddress.of("hub.ircodes.import", ImportCodes.class, CodesImported.class).within(DISK);

  /**
   * Writes a remote as a file. Fails: NOT_FOUND the extender or the remote · INVALID the format
   * cannot hold one of its codes.
   */
  public static final RequestAddress<ExportCodes, CodesExported> EXPORT =
      RequestAddress.of("hub.ircodes.export", ExportCodes.class, CodesExported.class);

  /**
   * Writes a code in another format. Fails: INVALID the code cannot be read, or the format cannot
   * hold it · UNSUPPORTED no extender can send it.
   */
  public static final RequestAddress<ConvertCode, CodeConverted> CONVERT =
      RequestAddress.of("hub.ircodes.convert", ConvertCode.class, CodeConverted.class);

  /**
   * Says what a code means, as far as its protocol is known. Fails: INVALID the code cannot be read
   * · UNSUPPORTED no extender can send it.
   */
  public static final RequestAddress<DecodeCode, CodeDecoded> DECODE =
      RequestAddress.of("hub.ircodes.decode", DecodeCode.class, CodeDecoded.class);

  /**
   * Begins to learn a key: it is pressed twice and kept when both presses look alike, with the
   * remote, or in the {@code properties.irCommands} of a device of another driver. What was being
   * learned before at this extender is given up. Progress is told in the extender's state, {@code
   * extras.learning}, and as captures. Fails: NOT_FOUND the extender, the device, or it is another
   * extender's · INVALID neither remote nor device · CONFLICT the device's driver has the command
   * itself · OVERLOADED the device has as many codes as it may · UNAVAILABLE the extender does not
   * answer.
   */
  public static final RequestAddress<LearnCode, LearningBegun> LEARN =
      RequestAddress.of("hub.ircodes.learn", LearnCode.class, LearningBegun.class)
          .within(Duration.ofSeconds(15));

  /**
   * Gives up learning. Fails: NOT_FOUND the extender, or nothing is being learned under that id.
   */
  public static final RequestAddress<CancelLearning, LearningEnded> CANCEL_LEARNING =
      RequestAddress.of("hub.ircodes.cancel-learning", CancelLearning.class, LearningEnded.class);

  private IrCodesContract() {}

  public record ListCodeRemotes(String id) {}

  public record CodeRemoteList(@JsonValue List<CodeRemoteSummary> remotes) {}

  public record CodeRemoteSummary(String name, List<String> keys) {
    public CodeRemoteSummary {
      keys = List.copyOf(keys);
    }
  }

  public record ReadCodeRemote(String id, String remote) {}

  /**
   * @param keys codes by the name of their key, as objects
   */
  public record CodeRemote(String name, Fields keys) {}

  /**
   * @param keys codes by the name of their key, in any form the hub reads
   */
  public record SaveCodeRemote(String id, String remote, Fields keys) {}

  public record RemoveCodeRemote(String id, String remote) {}

  public record RemoveCodeKey(String id, String remote, String key) {}

  /**
   * @param key null: all of them
   */
  public record CodeRemoved(String remote, @Nullable String key, boolean removed) {}

  /**
   * @param name what the remote is called when the file does not say
   * @param file its text
   */
  public record ImportCodes(String id, @Nullable String name, String file) {}

  /**
   * @param faults what was left out: where, and why
   */
  public record CodesImported(List<CodeRemoteSummary> remotes, int keys, List<String> faults) {
    public CodesImported {
      remotes = List.copyOf(remotes);
      faults = List.copyOf(faults);
    }
  }

  /**
   * @param format json, flipper, lirc or smartir
   */
  public record ExportCodes(String id, String remote, @Nullable String format) {}

  public record CodesExported(String format, String fileName, String file) {}

  /**
   * @param code in any form the hub reads
   * @param to raw, pronto, broadlink, broadlink-hex, globalcache, lirc, pulse or protocol
   */
  public record ConvertCode(Object code, String to) {}

  public record CodeConverted(String format, Object code) {}

  /**
   * @param code in any form the hub reads
   */
  public record DecodeCode(Object code) {}

  /**
   * @param band ir or rf
   * @param protocol null: it is not known
   * @param raw one press, in microseconds; empty for radio
   */
  public record CodeDecoded(
      String band,
      @Nullable String protocol,
      @Nullable Long address,
      @Nullable Long command,
      @JsonProperty("freq_khz") @Nullable Integer freqKhz,
      List<Integer> raw) {
    public CodeDecoded {
      raw = List.copyOf(raw);
    }
  }

  /**
   * @param remote its name; wins over the device
   * @param deviceId the hub's id of a remote of this extender, or of a device of another driver
   * @param timeoutMs how long to wait for the key, 5,000 to 120,000 ms; absent: 30,000
   */
  public record LearnCode(
      String id,
      @Nullable String remote,
      @Nullable String deviceId,
      String command,
      @Nullable Integer timeoutMs) {}

  /**
   * @param remote the name of the remote, or of the device
   */
  public record LearningBegun(String learnId, String remote, String command, Instant until) {}

  public record CancelLearning(String id, String learnId) {}

  public record LearningEnded(String learnId, boolean cancelled) {}
}
