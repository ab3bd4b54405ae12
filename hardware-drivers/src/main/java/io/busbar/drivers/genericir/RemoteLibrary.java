package io.busbar.drivers.genericir;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.library.LibraryFormat;
import io.busbar.drivers.ir.library.RemoteCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The remotes of one extender, kept by the hub: a file each, in the hub's own format, written whole
 * before it takes the place of the one before. Names are found whatever their case, spaces,
 * underscores and hyphens. Reading and writing block.
 */
final class RemoteLibrary {
  static final int MAX_REMOTES = 500;
  private static final Logger log = LoggerFactory.getLogger(RemoteLibrary.class);
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Map<String, RemoteCodes> remotes = new TreeMap<>();

  private RemoteLibrary(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the library in a folder, which is made when needed; a file that is spoilt is left out.
   */
  static RemoteLibrary open(Path folder) throws IOException {
    RemoteLibrary library = new RemoteLibrary(Files.createDirectories(folder));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).sorted().toList()) {
        library.load(file);
      }
    }
    return library;
  }

  synchronized List<RemoteCodes> remotes() {
    return List.copyOf(remotes.values());
  }

  synchronized Optional<RemoteCodes> remote(String name) {
    return Optional.ofNullable(remotes.get(plain(name)));
  }

  Optional<IrCode> code(String remote, String command) {
    return remote(remote).flatMap(found -> find(found, command).map(found.keys()::get));
  }

  /**
   * Keeps codes, beside those the remote has; of the same names they take the place.
   *
   * @return the remote as it is now
   * @throws HubFailure INVALID when a name is empty or too long; OVERLOADED when the library is
   *     full
   */
  synchronized RemoteCodes put(String name, Map<String, IrCode> codes) throws IOException {
    checkName(name);
    codes.keySet().forEach(RemoteLibrary::checkName);
    RemoteCodes before = remotes.get(plain(name));
    if (before == null && remotes.size() >= MAX_REMOTES) {
      throw HubFailure.overloaded(
          "The library holds its limit of %d remotes.".formatted(MAX_REMOTES), "Remove one.");
    }
    Map<String, IrCode> keys = new LinkedHashMap<>(before == null ? Map.of() : before.keys());
    codes.forEach(
        (key, code) -> {
          String known = before == null ? key : find(before, key).orElse(key);
          keys.put(known, code);
        });
    return save(new RemoteCodes(before == null ? name.strip() : before.name(), keys));
  }

  /** Removes one code; empty when there is none. */
  synchronized Optional<RemoteCodes> remove(String name, String command) throws IOException {
    RemoteCodes before = remotes.get(plain(name));
    Optional<String> key = before == null ? Optional.empty() : find(before, command);
    if (before == null || key.isEmpty()) {
      return Optional.empty();
    }
    Map<String, IrCode> keys = new LinkedHashMap<>(before.keys());
    keys.remove(key.get());
    return Optional.of(save(new RemoteCodes(before.name(), keys)));
  }

  /** Removes a remote with all its codes; empty when there is none. */
  synchronized Optional<RemoteCodes> remove(String name) throws IOException {
    RemoteCodes removed = remotes.remove(plain(name));
    if (removed != null) {
      boolean ignored = Files.deleteIfExists(file(removed.name()));
    }
    return Optional.ofNullable(removed);
  }

  /** A name without what people and files write differently. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
  }

  private static Optional<String> find(RemoteCodes remote, String command) {
    if (remote.keys().containsKey(command)) {
      return Optional.of(command);
    }
    String wanted = plain(command);
    return remote.keys().keySet().stream().filter(key -> plain(key).equals(wanted)).findFirst();
  }

  private RemoteCodes save(RemoteCodes remote) throws IOException {
    byte[] json = LibraryFormat.JSON.write(remote).getBytes(StandardCharsets.UTF_8);
    if (json.length > LibraryFormat.MAX_BYTES) {
      throw HubFailure.overloaded("The remote has more codes than fit 2 MiB.", "Split it in two.");
    }
    Path draft = Files.createTempFile(folder, "remote", ".new");
    Path written = Files.write(draft, json);
    Path ignored = Files.move(written, file(remote.name()), StandardCopyOption.ATOMIC_MOVE);
    remotes.put(plain(remote.name()), remote);
    return remote;
  }

  private void load(Path file) {
    try {
      List<RemoteCodes> read =
          new ArrayList<>(LibraryFormat.read("Remote", Files.readAllBytes(file)).remotes());
      read.forEach(remote -> remotes.put(plain(remote.name()), remote));
    } catch (IOException | HubFailure spoilt) {
      log.warn("Left out {}: {}", file, spoilt.getMessage());
    }
  }

  private Path file(String name) {
    String plain = plain(name);
    String safe = plain.replaceAll("[^a-z0-9]", "");
    String start = safe.substring(0, Math.min(40, safe.length()));
    return folder.resolve("%s-%08x%s".formatted(start, plain.hashCode(), SUFFIX));
  }

  private static void checkName(String name) {
    boolean fits = !plain(name).isEmpty() && name.strip().length() <= RemoteCodes.MAX_NAME;
    if (!fits || name.chars().anyMatch(Character::isISOControl)) {
      throw BadCode.at(
          "The name %s".formatted(BadCode.quote(name)),
          "is empty, too long or not printable",
          "Use 1 to %d characters.".formatted(RemoteCodes.MAX_NAME));
    }
  }
}
