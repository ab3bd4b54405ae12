/** What may be said about rooms, zones and what is in them. */
@NullMarked
package io.busbar.contracts.spaces;

import org.jspecify.annotations.NullMarked;
