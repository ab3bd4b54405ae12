package io.busbar.verticles.home;

import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.ContextSnapshot.RecentAction;
import io.busbar.contracts.home.ContextSnapshot.Status;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.RequestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last commands of the house, as many as are worth remembering. */
final class RecentActions {
  private final int limit;
  private final Map<RequestId, CommandProgress> actions = new LinkedHashMap<>();

  RecentActions(int limit) {
    this.limit = limit;
  }

  void note(CommandProgress progress) {
    if (progress.stage() != Stage.REQUESTED && !actions.containsKey(progress.requestId())) {
      return;
    }
    actions.put(progress.requestId(), progress);
    if (actions.size() > limit) {
      Iterator<RequestId> oldest = actions.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The newest first, of these devices only. */
  List<RecentAction> of(Collection<DeviceId> wanted, Map<DeviceId, LogicalDevice> devices) {
    List<RecentAction> newestFirst = new ArrayList<>();
    for (CommandProgress progress : actions.values()) {
      if (wanted.contains(progress.deviceId())) {
        newestFirst.add(action(progress, devices));
      }
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private static RecentAction action(
      CommandProgress progress, Map<DeviceId, LogicalDevice> devices) {
    LogicalDevice device = devices.get(progress.deviceId());
    return new RecentAction(
        progress.requestId(),
        progress.deviceId(),
        device == null ? null : device.name(),
        progress.action(),
        progress.source(),
        statusOf(progress),
        progress.at());
  }

  private static Status statusOf(CommandProgress progress) {
    return switch (progress.stage()) {
      case REQUESTED -> Status.REQUESTED;
      case DISPATCHED -> Status.DISPATCHED;
      case FAILED -> Status.FAILED;
      case RESULT -> progress.code() == null ? Status.COMPLETED : Status.FAILED;
    };
  }
}
