/** Web addresses for remotes that can do no more than call one. */
@NullMarked
package io.busbar.bridge.surface.hook;

import org.jspecify.annotations.NullMarked;
