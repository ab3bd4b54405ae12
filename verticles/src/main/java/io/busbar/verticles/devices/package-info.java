/** The device registry: which devices exist, under ids that never change. */
@NullMarked
package io.busbar.verticles.devices;

import org.jspecify.annotations.NullMarked;
