/** Where the hubs and their database run, and how they are harmed. */
@NullMarked
package io.busbar.faults.place;

import org.jspecify.annotations.NullMarked;
