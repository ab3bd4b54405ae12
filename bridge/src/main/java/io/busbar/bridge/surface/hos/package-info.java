/** HOS: base paths, envelope, aliases (spec 2). */
@NullMarked
package io.busbar.bridge.surface.hos;

import org.jspecify.annotations.NullMarked;
