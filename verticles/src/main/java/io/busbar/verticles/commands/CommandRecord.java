package io.busbar.verticles.commands;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the command log: what was asked, by whom, and how it ended.
 *
 * @param status DISPATCHED while it has not ended
 */
public record CommandRecord(
    RequestId requestId,
    DeviceId deviceId,
    String action,
    String command,
    Fields payload,
    Source source,
    @Nullable UserId by,
    Instant requestedAt,
    CommandOutcome.Status status,
    @Nullable String code,
    @Nullable String message,
    @Nullable Instant endedAt) {}
