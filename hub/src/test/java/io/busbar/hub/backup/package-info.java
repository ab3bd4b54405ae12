/** Tests of backup and restore. */
@NullMarked
package io.busbar.hub.backup;

import org.jspecify.annotations.NullMarked;
