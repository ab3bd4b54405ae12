/** Values that check themselves: ids, free-form fields, versions, who and where from. */
@NullMarked
package io.busbar.contracts.value;

import org.jspecify.annotations.NullMarked;
