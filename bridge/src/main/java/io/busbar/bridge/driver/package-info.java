/** The driver WebSocket (spec 6.1). */
@NullMarked
package io.busbar.bridge.driver;

import org.jspecify.annotations.NullMarked;
