/**
 * What the dialects have in common: devices in the making, their commands, colours and payloads.
 */
@NullMarked
package io.busbar.drivers.discovery.model;

import org.jspecify.annotations.NullMarked;
