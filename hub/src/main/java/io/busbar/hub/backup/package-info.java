/** A hub in one file: its tables, keys, installed drivers and what driver instances keep. */
@NullMarked
package io.busbar.hub.backup;

import org.jspecify.annotations.NullMarked;
