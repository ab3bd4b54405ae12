/** What the hub asks of others on behalf of programs. */
@NullMarked
package io.busbar.hub.outgoing;

import org.jspecify.annotations.NullMarked;
