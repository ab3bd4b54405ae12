/** The hub as a Home Assistant server, for clients that know nothing else (spec 8.2). */
@NullMarked
package io.busbar.bridge.surface.homeassistant;

import org.jspecify.annotations.NullMarked;
