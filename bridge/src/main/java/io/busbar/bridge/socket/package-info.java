/** What lies below the connections of all doors: bytes to sockets. */
@NullMarked
package io.busbar.bridge.socket;

import org.jspecify.annotations.NullMarked;
