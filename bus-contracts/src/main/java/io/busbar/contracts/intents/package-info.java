/** What may be said about understanding sentences and acting on them. */
@NullMarked
package io.busbar.contracts.intents;

import org.jspecify.annotations.NullMarked;
