package io.busbar.drivers.ircodes;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.ir.IrCodesContract.CancelLearning;
import io.busbar.contracts.ir.IrCodesContract.CodeRemote;
import io.busbar.contracts.ir.IrCodesContract.CodeRemoteList;
import io.busbar.contracts.ir.IrCodesContract.CodeRemoteSummary;
import io.busbar.contracts.ir.IrCodesContract.CodeRemoved;
import io.busbar.contracts.ir.IrCodesContract.CodesExported;
import io.busbar.contracts.ir.IrCodesContract.CodesImported;
import io.busbar.contracts.ir.IrCodesContract.ExportCodes;
import io.busbar.contracts.ir.IrCodesContract.ImportCodes;
import io.busbar.contracts.ir.IrCodesContract.LearnCode;
import io.busbar.contracts.ir.IrCodesContract.LearningBegun;
import io.busbar.contracts.ir.IrCodesContract.LearningEnded;
import io.busbar.contracts.ir.IrCodesContract.ListCodeRemotes;
import io.busbar.contracts.ir.IrCodesContract.ReadCodeRemote;
import io.busbar.contracts.ir.IrCodesContract.RemoveCodeKey;
import io.busbar.contracts.ir.IrCodesContract.RemoveCodeRemote;
import io.busbar.contracts.ir.IrCodesContract.SaveCodeRemote;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.extender.RemoteBook;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.format.CodeValue;
import io.busbar.drivers.ir.library.Imported;
import io.busbar.drivers.ir.library.LibraryFormat;
import io.busbar.drivers.ir.library.RemoteCodes;
import io.busbar.kit.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The libraries of all extenders of this node. What touches a disk or an extender may block. */
final class CodesService {
  private static final int USUAL_LEARNING_MS = 30_000;

  private final Vertx vertx;
  private final Extenders extenders;
  private final Function<String, Future<String>> lookUp;
  private final InstantSource clock;

  /**
   * @param lookUp the driver's own id of a device the hub has an id of
   */
  CodesService(
      Vertx vertx,
      Extenders extenders,
      Function<String, Future<String>> lookUp,
      InstantSource clock) {
    this.vertx = vertx;
    this.extenders = extenders;
    this.lookUp = lookUp;
    this.clock = clock;
  }

  /** What is done with a library; may block. */
  @FunctionalInterface
  private interface Work<T> {
    T with(RemoteBook book) throws Exception;
  }

  Future<CodeRemoteList> list(ListCodeRemotes asked) {
    return work(
        asked.id(),
        book -> new CodeRemoteList(book.remotes().stream().map(CodesService::summary).toList()));
  }

  Future<CodeRemote> read(ReadCodeRemote asked) {
    return work(asked.id(), book -> shown(known(book, asked.remote())));
  }

  Future<CodeRemote> save(SaveCodeRemote asked) {
    Map<String, IrCode> codes = new LinkedHashMap<>();
    asked.keys().values().forEach((key, code) -> codes.put(key, code(key, code)));
    return work(asked.id(), book -> shown(book.put(asked.remote(), codes)));
  }

  Future<CodeRemoved> remove(RemoveCodeRemote asked) {
    return work(
        asked.id(), book -> removed(book.remove(asked.remote()), null, "remote", asked.remote()));
  }

  Future<CodeRemoved> remove(RemoveCodeKey asked) {
    return work(
        asked.id(),
        book -> removed(book.remove(asked.remote(), asked.key()), asked.key(), "key", asked.key()));
  }

  Future<CodesImported> importFile(ImportCodes asked) {
    String name = Objects.requireNonNullElse(asked.name(), "Imported");
    byte[] file = asked.file().getBytes(StandardCharsets.UTF_8);
    return work(asked.id(), book -> taken(book, LibraryFormat.read(name, file)));
  }

  Future<CodesExported> export(ExportCodes asked) {
    LibraryFormat format = format(Objects.requireNonNullElse(asked.format(), "json"));
    return work(
        asked.id(),
        book -> {
          RemoteCodes remote = known(book, asked.remote());
          String word = format.name().toLowerCase(Locale.ROOT);
          return new CodesExported(word, remote.name() + ending(format), format.write(remote));
        });
  }

  Future<LearningBegun> learn(LearnCode asked) {
    int limit = Objects.requireNonNullElse(asked.timeoutMs(), USUAL_LEARNING_MS);
    return own(asked.id())
        .compose(id -> remoteName(id, asked).compose(remote -> learn(id, remote, asked, limit)));
  }

  Future<LearningEnded> cancel(CancelLearning asked) {
    return work(asked.id(), book -> ended(book.cancelLearning(asked.learnId()), asked.learnId()));
  }

  private Future<LearningBegun> learn(String id, String remote, LearnCode asked, int limit) {
    Duration span = Duration.ofMillis(limit);
    return this.<String>work(id, book -> book.learn(remote, asked.command(), span))
        .map(
            learnId ->
                new LearningBegun(learnId, remote, asked.command(), clock.instant().plus(span)));
  }

  private Future<String> remoteName(String id, LearnCode asked) {
    if (asked.remote() != null) {
      return Future.succeededFuture(asked.remote());
    }
    if (asked.deviceId() == null) {
      return Future.failedFuture(
          HubFailure.invalid("No remote is named.", "Send remote, or the deviceId of one."));
    }
    String device = asked.deviceId();
    return lookUp
        .apply(device)
        .compose(own -> this.<Optional<String>>work(id, book -> book.nameOf(own)))
        .map(name -> name.orElseThrow(() -> HubFailure.notFound("remote", device)));
  }

  private <T> Future<T> work(String id, Work<T> work) {
    return own(id)
        .compose(
            own -> {
              RemoteBook book = extenders.book(own).orElse(null);
              return book == null
                  ? Future.failedFuture(HubFailure.notFound("extender", id))
                  : vertx.executeBlocking(() -> work.with(book), false);
            })
        .recover(CodesService::refused);
  }

  /** The id its driver gave an extender, when the hub's id of the device is told instead. */
  private Future<String> own(String id) {
    return extenders.book(id).isPresent()
        ? Future.succeededFuture(id)
        : lookUp.apply(id).otherwise(id);
  }

  private static <T> Future<T> refused(Throwable cause) {
    return Future.failedFuture(
        cause instanceof Failure failure
            ? HubFailure.of(FailureCode.UNAVAILABLE, String.valueOf(failure.getMessage()))
            : cause);
  }

  private static LearningEnded ended(boolean cancelled, String learnId) {
    if (!cancelled) {
      throw HubFailure.notFound("learning", learnId);
    }
    return new LearningEnded(learnId, true);
  }

  private static CodeRemoved removed(
      Optional<RemoteCodes> found, @Nullable String key, String what, String name) {
    return found
        .map(remote -> new CodeRemoved(remote.name(), key, true))
        .orElseThrow(() -> HubFailure.notFound(what, name));
  }

  private static RemoteCodes known(RemoteBook book, String name) {
    return book.remote(name).orElseThrow(() -> HubFailure.notFound("remote", name));
  }

  private static IrCode code(String key, @Nullable Object code) {
    try {
      return CodeValue.read(code);
    } catch (HubFailure failure) {
      throw HubFailure.of(failure.code(), "/keys/%s: %s".formatted(key, failure.message()))
          .reason(failure.reason())
          .hint(failure.hint())
          .details(failure.details());
    }
  }

  private static CodesImported taken(RemoteBook book, Imported imported) throws Exception {
    List<CodeRemoteSummary> taken = new ArrayList<>();
    int keys = 0;
    for (RemoteCodes remote : imported.remotes()) {
      taken.add(summary(book.put(remote.name(), remote.keys())));
      keys += remote.keys().size();
    }
    return new CodesImported(taken, keys, imported.faults());
  }

  private static CodeRemoteSummary summary(RemoteCodes remote) {
    return new CodeRemoteSummary(remote.name(), List.copyOf(remote.keys().keySet()));
  }

  private static CodeRemote shown(RemoteCodes remote) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    remote.keys().forEach((key, code) -> keys.put(key, CodeValue.write(code).values()));
    return new CodeRemote(remote.name(), new Fields(keys));
  }

  private static LibraryFormat format(String word) {
    return switch (word) {
      case "json" -> LibraryFormat.JSON;
      case "flipper" -> LibraryFormat.FLIPPER;
      case "lirc" -> LibraryFormat.LIRC;
      case "smartir" -> LibraryFormat.SMARTIR;
      default -> throw HubFailure.invalid("No format is called so.", "See the contract.");
    };
  }

  private static String ending(LibraryFormat format) {
    return switch (format) {
      case JSON, SMARTIR -> ".json";
      case FLIPPER -> ".ir";
      case LIRC -> ".conf";
    };
  }
}
