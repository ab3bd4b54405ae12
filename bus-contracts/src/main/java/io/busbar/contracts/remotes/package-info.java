/** What may be said about remotes and their keys. */
@NullMarked
package io.busbar.contracts.remotes;

import org.jspecify.annotations.NullMarked;
