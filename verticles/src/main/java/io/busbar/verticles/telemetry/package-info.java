/** Metrics of devices: raw points and one-minute buckets. */
@NullMarked
package io.busbar.verticles.telemetry;

import org.jspecify.annotations.NullMarked;
