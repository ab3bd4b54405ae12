/** Plays the driver transcripts against a running hub. */
@NullMarked
package io.busbar.hub.conformance;

import org.jspecify.annotations.NullMarked;
