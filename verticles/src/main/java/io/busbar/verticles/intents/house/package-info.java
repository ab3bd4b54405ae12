/** The house as sentences speak of it: devices, spaces, programs and what they are called. */
@NullMarked
package io.busbar.verticles.intents.house;

import org.jspecify.annotations.NullMarked;
