/** Understands sentences and acts on them, and keeps how people speak of programs. */
@NullMarked
package io.busbar.verticles.intents;

import org.jspecify.annotations.NullMarked;
