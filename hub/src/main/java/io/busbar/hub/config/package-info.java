/** What a person can set: one table of keys, read from defaults, a file and the environment. */
@NullMarked
package io.busbar.hub.config;

import org.jspecify.annotations.NullMarked;
