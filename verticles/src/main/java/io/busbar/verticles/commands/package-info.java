/** Commands: validation, action maps, dispatch and outcome. */
@NullMarked
package io.busbar.verticles.commands;

import org.jspecify.annotations.NullMarked;
