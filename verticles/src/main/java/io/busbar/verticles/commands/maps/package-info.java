/** What action maps say, hear and do, without the doing. */
@NullMarked
package io.busbar.verticles.commands.maps;

import org.jspecify.annotations.NullMarked;
