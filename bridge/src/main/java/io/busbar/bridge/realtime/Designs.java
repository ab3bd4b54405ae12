package io.busbar.bridge.realtime;

import io.busbar.bridge.realtime.SocketClient.Selection;
import io.busbar.bridge.socketio.Namespace;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.home.DesignProfile;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.DesignEdited;
import io.busbar.contracts.home.HomeContract.DesignPublished;
import io.busbar.contracts.home.HomeContract.ListProfiles;
import io.busbar.contracts.home.HomeContract.Reason;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /socket/designer}: designs that were published, and when to show another. */
final class Designs {
  private static final Logger log = LoggerFactory.getLogger(Designs.class);

  private final Surroundings around;
  private final Namespace namespace;

  Designs(Surroundings around, Namespace namespace) {
    this.around = around;
    this.namespace = namespace;
  }

  /** A design that was published. */
  record Published(String profileId, int version, Fields design) {}

  /** What clients show is another one now. */
  record Refresh(String profileId, int version) {}

  void connected(SocketIoSocket socket) {
    SocketCalls unused = around.calls(socket);
    around.client(socket, socket.admitted(Visitor.class), null, Selection.ALL).begin();
  }

  void published(DesignPublished event) {
    if (namespace.size() == 0) {
      return;
    }
    if (event.reason() == Reason.SELECTED) {
      refresh(event);
      return;
    }
    layout(event.profileId())
        .onSuccess(
            layout ->
                namespace.emit(
                    Outgoing.DESIGN_PUBLISHED.with(
                        namespace.name(),
                        new Published(event.profileId(), event.version(), layout))))
        .onFailure(cause -> log.warn("A design is not told: {}", cause.getMessage()))
        .onComplete(told -> refresh(event));
  }

  /** The design that clients show was edited; its version is not published yet. */
  void edited(DesignEdited event) {
    if (namespace.size() > 0) {
      tell(new Refresh(event.profileId(), event.version()));
    }
  }

  private void refresh(DesignPublished event) {
    if (event.live()) {
      tell(new Refresh(event.profileId(), event.version()));
    }
  }

  private void tell(Refresh refresh) {
    namespace.emit(Outgoing.DESIGN_REFRESH.with(namespace.name(), refresh));
  }

  private Future<Fields> layout(String profileId) {
    return around
        .bus()
        .request(HomeContract.LIST_PROFILES, new ListProfiles(null))
        .map(all -> layout(all.profiles(), profileId));
  }

  private static Fields layout(List<DesignProfile> profiles, String profileId) {
    return profiles.stream()
        .filter(profile -> profile.id().equals(profileId))
        .map(DesignProfile::layout)
        .findFirst()
        .orElseThrow(() -> HubFailure.notFound("design profile", profileId));
  }
}
