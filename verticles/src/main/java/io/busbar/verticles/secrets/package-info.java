/** How secrets rest on disk. */
@NullMarked
package io.busbar.verticles.secrets;

import org.jspecify.annotations.NullMarked;
