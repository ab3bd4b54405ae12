/** Log lines: text or JSON, each with its trace id. */
@NullMarked
package io.busbar.hub.logging;

import org.jspecify.annotations.NullMarked;
