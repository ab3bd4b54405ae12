/** Words and sentence patterns of a language, read from its folder, and how sentences are read. */
@NullMarked
package io.busbar.verticles.intents.language;

import org.jspecify.annotations.NullMarked;
