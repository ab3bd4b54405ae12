/**
 * The hub's side of a driver conversation, whatever wire it runs on (spec 6): handshake, registered
 * session, correlation, limits.
 */
@NullMarked
package io.busbar.drivers.session;

import org.jspecify.annotations.NullMarked;
