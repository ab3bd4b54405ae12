package io.busbar.verticles.drivers;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.DriverView;
import io.busbar.contracts.drivers.DriversContract.Drivers;
import io.busbar.contracts.drivers.DriversContract.DriversPresent;
import io.busbar.contracts.drivers.DriversContract.ListDrivers;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drivers as their events tell it. It knows what was announced since this node started. */
final class DriversService {
  /** Beyond it the driver that has been gone longest is forgotten. */
  static final int MOST_DRIVERS = 2000;

  private static final Logger log = LoggerFactory.getLogger(DriversService.class);
  private static final Comparator<DriverView> BY_KEY =
      Comparator.comparing(DriverView::driverKey).thenComparing(DriverView::instanceId);

  private final String self;
  private final Map<DriverInstance, DriverHistory> histories = new LinkedHashMap<>();
  private final Map<DriverInstance, String> sessionNodes = new HashMap<>();

  DriversService(String self) {
    this.self = self;
  }

  void onStatus(DriverStatusChanged event) {
    onStatusAfar(self, event);
  }

  /** Another node told what happened. */
  synchronized void onStatusAfar(String node, DriverStatusChanged event) {
    if (event.status() == Status.CONNECTED) {
      sessionNodes.put(event.driver(), node);
    } else if (event.status() == Status.DISCONNECTED) {
      sessionNodes.remove(event.driver());
    }
    note(event);
  }

  /** Another node told what it knows first hand. */
  synchronized void learn(String node, DriversPresent present) {
    present.drivers().forEach(event -> onStatusAfar(node, event));
  }

  /** The drivers with a session here, as it was announced. */
  synchronized List<DriverStatusChanged> ofThisNode() {
    return sessionsWhere(self::equals);
  }

  /** The sessions of dead nodes; none unless this node is the one to speak for them. */
  synchronized List<DriverStatusChanged> orphans(ClusterView view) {
    return view.isFirst() ? sessionsWhere(node -> !node.isEmpty() && !view.has(node)) : List.of();
  }

  private List<DriverStatusChanged> sessionsWhere(Predicate<String> node) {
    return histories.entrySet().stream()
        .filter(entry -> node.test(sessionNodes.getOrDefault(entry.getKey(), "")))
        .map(entry -> entry.getValue().session())
        .filter(Objects::nonNull)
        .filter(event -> event.status() == Status.CONNECTED)
        .toList();
  }

  private void note(DriverStatusChanged event) {
    DriverHistory known = histories.remove(event.driver());
    if (known == null && histories.size() >= MOST_DRIVERS && !forgetOne()) {
      log.warn("More than {} drivers are live; {} is not listed", MOST_DRIVERS, event.driver());
      return;
    }
    histories.put(event.driver(), (known == null ? DriverHistory.NONE : known).with(event));
  }

  synchronized Future<Drivers> list(ListDrivers question) {
    Status wanted = question.status() == null ? null : parse(question.status());
    List<DriverView> views =
        histories.values().stream()
            .map(DriverHistory::view)
            .filter(view -> wanted == null || view.status() == wanted)
            .sorted(BY_KEY)
            .toList();
    return Future.succeededFuture(new Drivers(views));
  }

  /** The copies of a driver that have a session. */
  synchronized List<DriverInstance> connected(DriverKey driver) {
    return histories.entrySet().stream()
        .filter(entry -> entry.getKey().driverKey().equals(driver) && entry.getValue().hasSession())
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean forgetOne() {
    Optional<DriverInstance> gone =
        histories.entrySet().stream()
            .filter(entry -> !entry.getValue().isLive())
            .map(Map.Entry::getKey)
            .findFirst();
    return gone.isPresent() && histories.remove(gone.get()) != null;
  }

  private static Status parse(String status) {
    return Arrays.stream(Status.values())
        .filter(value -> wire(value).equals(status))
        .findFirst()
        .orElseThrow(() -> unknown(status));
  }

  private static HubFailure unknown(String status) {
    String known =
        Arrays.stream(Status.values()).map(DriversService::wire).collect(Collectors.joining(", "));
    return HubFailure.invalid(
        "No driver status is called '%s'.".formatted(status), "Use one of %s.".formatted(known));
  }

  private static String wire(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
