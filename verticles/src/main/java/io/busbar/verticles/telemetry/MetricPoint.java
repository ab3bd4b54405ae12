package io.busbar.verticles.telemetry;

import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.value.DeviceId;

/** One reading of one device. */
public record MetricPoint(DeviceId deviceId, Point point) {}
