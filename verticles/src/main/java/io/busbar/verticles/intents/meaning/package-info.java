/** What a sentence means for a house: pure and deterministic. */
@NullMarked
package io.busbar.verticles.intents.meaning;

import org.jspecify.annotations.NullMarked;
