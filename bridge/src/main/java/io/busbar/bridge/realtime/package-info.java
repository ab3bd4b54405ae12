/** The five namespaces of HOS over Socket.IO (spec 4). */
@NullMarked
package io.busbar.bridge.realtime;

import org.jspecify.annotations.NullMarked;
