package io.busbar.drivers.genericir;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Capture;
import io.busbar.drivers.extender.Extender;
import io.busbar.drivers.extender.ExtenderAddress;
import io.busbar.drivers.extender.ExtenderFinder;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.extender.RemoteBook;
import io.busbar.drivers.extender.Transmission;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.format.CodeValue;
import io.busbar.drivers.ir.library.Imported;
import io.busbar.drivers.ir.library.LibraryFormat;
import io.busbar.drivers.ir.library.RemoteCodes;
import io.busbar.kit.Call;
import io.busbar.kit.Command;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Serves one extender and the remotes whose codes the hub keeps for it. */
public final class GenericIr implements AutoCloseable {
  /** The key of this driver. */
  public static final String KEY = "GENERIC_IR";

  private static final Duration SENDING = Duration.ofSeconds(45);
  private static final long LOOK_MILLIS = 500;
  private static final int USUAL_SECONDS = 30;

  private final Driver driver;
  private final String id;
  private final String name;
  private final String host;
  private final RemoteLibrary library;
  private final Extender extender;
  private final Extenders extenders;
  private final Vertx vertx;
  private final LearningDesk desk;
  private final Shelf book = new Shelf();
  private final AtomicBoolean toggle = new AtomicBoolean();
  private final Map<String, String> remoteIds = new HashMap<>();

  /**
   * Serves what one instance is set up for.
   *
   * @param id the extender's id, the same at every start
   * @param extenders learns of this one while it runs
   */
  public record Place(String id, String name, Extenders extenders, Vertx vertx, Clock clock) {}

  private GenericIr(
      Driver driver,
      Place place,
      Extender.Settings settings,
      RemoteLibrary library,
      ExtenderFinder finder) {
    this.driver = driver;
    this.id = place.id();
    this.name = place.name();
    this.host = settings.address().host();
    this.library = library;
    this.extenders = place.extenders();
    this.vertx = place.vertx();
    this.extender = new Extender(vertx, settings, new Ears(), finder, place.clock());
    this.desk = new LearningDesk(place.clock(), this::keep, this::progress);
  }

  /**
   * Makes one.
   *
   * @param codes the folder with the codes of its remotes, made when needed
   * @param finder looks for the extender when its address has changed
   * @throws IOException when the folder cannot be used
   */
  public static GenericIr of(
      Driver driver, Place place, Extender.Settings settings, Path codes, ExtenderFinder finder)
      throws IOException {
    return new GenericIr(driver, place, settings, RemoteLibrary.open(codes), finder);
  }

  /** Serves on the calling thread until {@link #close} or an interruption. */
  public void run() throws InterruptedException {
    commands().keySet().forEach(command -> driver.command(command, this::serve));
    driver.discover(Catalog.extender(id, name, host));
    progress(Map.of("phase", "idle"));
    library.remotes().forEach(this::announce);
    extenders.put(id, host, extender);
    extenders.offer(id, book);
    long looks = vertx.setPeriodic(LOOK_MILLIS, fired -> desk.look());
    try {
      Patience.await(extender.start(), SENDING);
      driver.run();
    } finally {
      boolean ignored = vertx.cancelTimer(looks);
      extenders.withdraw(id, book);
      extenders.remove(id, extender);
    }
  }

  @Override
  public void close() {
    driver.close();
    Future<Void> ignored = extender.stop();
  }

  /** What the extender itself does; remotes may have keys of the same names. */
  private Map<String, Command> commands() {
    return Map.of(
        "send_code", this::sendCode,
        "send_key", this::sendKey,
        "learn", this::learn,
        "cancel_learn", call -> desk.cancel() ? null : "nothing was being learned",
        "import_remotes", this::importRemotes,
        "remove_key", this::removeKey,
        "remove_remote", this::removeRemote,
        "refresh_state", this::refresh);
  }

  /** The device tells what is meant. */
  private @Nullable String serve(Call call) throws Exception {
    Command own = call.device().equals(id) ? commands().get(call.command()) : this::pressKey;
    if (own == null) {
      throw new Failure("the extender has no command '%s'".formatted(call.command()));
    }
    try {
      return own.run(call);
    } catch (HubFailure refused) {
      throw Patience.told(refused);
    }
  }

  private @Nullable String sendCode(Call call) throws InterruptedException {
    send(CodeValue.read(call.payload().get("code")), repeat(call));
    return null;
  }

  private @Nullable String sendKey(Call call) throws InterruptedException {
    press(call.text("remote"), call.text("command"), repeat(call));
    return null;
  }

  private @Nullable String pressKey(Call call) throws InterruptedException {
    String remote = remoteOf(call.device());
    press(remote, call.command(), repeat(call));
    return null;
  }

  private void press(String remote, String command, int repeat) throws InterruptedException {
    IrCode code =
        library
            .code(remote, command)
            .orElseThrow(() -> new Failure("'%s' has no key '%s'".formatted(remote, command)));
    send(code, repeat);
    Effects.of(command)
        .ifPresent(effect -> driver.state(remoteId(remote), new LinkedHashMap<>(effect)));
  }

  private void send(IrCode code, int repeat) throws InterruptedException {
    boolean bit = toggle.getAndSet(!toggle.get());
    Patience.await(extender.send(Transmission.of(code, repeat, bit), repeat > 1), SENDING);
  }

  private @Nullable String learn(Call call) throws InterruptedException {
    String remote = call.text("remote");
    String command = call.text("command");
    boolean given = call.payload().get("seconds") != null;
    long seconds = given ? call.integer("seconds", 5, 120) : USUAL_SECONDS;
    String unused = begin(remote, command, Duration.ofSeconds(seconds));
    return "press the key within %d s".formatted(seconds);
  }

  private String begin(String remote, String command, Duration limit) throws InterruptedException {
    Patience.await(extender.watch(KEY, true), SENDING);
    return desk.begin(remote, command, limit);
  }

  private @Nullable String importRemotes(Call call) throws IOException {
    String given = call.payload().get("name") instanceof String text ? text : "Imported";
    byte[] file = call.text("file").getBytes(StandardCharsets.UTF_8);
    Imported imported = LibraryFormat.read(given, file);
    int keys = 0;
    for (RemoteCodes remote : imported.remotes()) {
      announce(library.put(remote.name(), remote.keys()));
      keys += remote.keys().size();
    }
    String taken = "%d remotes, %d keys".formatted(imported.remotes().size(), keys);
    return imported.faults().isEmpty()
        ? taken
        : "%s; left out: %s".formatted(taken, String.join(" ", imported.faults()));
  }

  private @Nullable String removeKey(Call call) throws IOException {
    String remote = call.text("remote");
    String command = call.text("command");
    RemoteCodes left =
        library
            .remove(remote, command)
            .orElseThrow(() -> new Failure("'%s' has no key '%s'".formatted(remote, command)));
    announce(left);
    return null;
  }

  private @Nullable String removeRemote(Call call) throws IOException {
    String remote = call.text("remote");
    RemoteCodes removed =
        library.remove(remote).orElseThrow(() -> new Failure("no remote '%s'".formatted(remote)));
    driver.removed(remoteId(removed.name()));
    return null;
  }

  private @Nullable String refresh(Call call) throws InterruptedException {
    Patience.await(extender.status(), SENDING);
    return null;
  }

  private void announce(RemoteCodes remote) {
    String device = remoteId(remote.name());
    synchronized (remoteIds) {
      remoteIds.put(device, remote.name());
    }
    remote.keys().keySet().stream()
        .limit(Catalog.MAX_COMMANDS)
        .forEach(key -> driver.command(key, this::serve));
    driver.discover(Catalog.remote(device, remote, id));
  }

  private String remoteId(String remote) {
    return "remote:%s:%08x".formatted(id, RemoteLibrary.plain(remote).hashCode());
  }

  private String remoteOf(String device) {
    synchronized (remoteIds) {
      String remote = remoteIds.get(device);
      if (remote == null) {
        throw new Failure("'%s' is no remote".formatted(device));
      }
      return remote;
    }
  }

  private static int repeat(Call call) {
    boolean given = call.payload().get("repeat") != null;
    return given ? (int) call.integer("repeat", 1, Transmission.MAX_HOLD) : 1;
  }

  /** Keeping a code blocks. */
  private boolean learned(Capture capture) {
    desk.heard(capture);
    return true;
  }

  private @Nullable String keep(String remote, String command, IrCode code) {
    try {
      announce(library.put(remote, Map.of(command, code)));
      return null;
    } catch (IOException | HubFailure refused) {
      return "It could not be kept: " + refused.getMessage();
    }
  }

  private void progress(Map<String, @Nullable Object> learning) {
    if (!desk.isBusy()) {
      Future<Void> ignored = extender.watch(KEY, false);
    }
    driver.state(id, Map.of("extras", Map.of("learning", learning)));
  }

  private RemoteCodes announced(RemoteCodes remote) {
    announce(remote);
    return remote;
  }

  /** The library as others use it: what changes in it is shown at once. */
  private final class Shelf implements RemoteBook {
    @Override
    public List<RemoteCodes> remotes() {
      return library.remotes();
    }

    @Override
    public Optional<RemoteCodes> remote(String remote) {
      return library.remote(remote);
    }

    @Override
    public RemoteCodes put(String remote, Map<String, IrCode> codes) throws IOException {
      return announced(library.put(remote, codes));
    }

    @Override
    public Optional<RemoteCodes> remove(String remote, String key) throws IOException {
      return library.remove(remote, key).map(GenericIr.this::announced);
    }

    @Override
    public Optional<RemoteCodes> remove(String remote) throws IOException {
      Optional<RemoteCodes> removed = library.remove(remote);
      removed.ifPresent(gone -> driver.removed(remoteId(gone.name())));
      return removed;
    }

    @Override
    public Optional<String> nameOf(String device) {
      synchronized (remoteIds) {
        return Optional.ofNullable(remoteIds.get(device));
      }
    }

    @Override
    public String learn(String remote, String command, Duration limit) throws InterruptedException {
      return begin(remote, command, limit);
    }

    @Override
    public boolean cancelLearning(String learnId) {
      return desk.cancel(learnId);
    }
  }

  private final class Ears implements Extender.Listener {
    @Override
    public void online(ExtenderAddress address, Fields status) {
      extenders.put(id, address.host(), extender);
      Map<String, @Nullable Object> extras = new LinkedHashMap<>();
      extras.put("status", "ok");
      extras.put("error", null);
      extras.put("extenderIp", address.host());
      extras.put("firmware", status.get("fw_ver"));
      extras.put("mac", status.get("mac"));
      extras.put("accessPoint", status.get("ap_on"));
      driver.state(id, Map.of("online", true, "extras", extras));
    }

    @Override
    public void offline(HubFailure why) {
      boolean token = why.reason().equals("EXTENDER_TOKEN");
      Map<String, @Nullable Object> extras = new LinkedHashMap<>();
      extras.put("status", token ? "needs_token" : "offline");
      extras.put("error", Patience.told(why).getMessage());
      driver.state(id, Map.of("online", false, "extras", extras));
    }

    @Override
    public void heard(Capture capture) {
      extenders.heard(id, capture);
      if (desk.isBusy()) {
        Future<Boolean> ignored = vertx.executeBlocking(() -> learned(capture));
      }
    }
  }
}
