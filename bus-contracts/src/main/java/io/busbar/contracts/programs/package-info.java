/** What may be said about programs and their runs. */
@NullMarked
package io.busbar.contracts.programs;

import org.jspecify.annotations.NullMarked;
