/** A thin kit for drivers in Java: registration, devices, commands, results (spec 6). */
@NullMarked
package io.busbar.kit;

import org.jspecify.annotations.NullMarked;
