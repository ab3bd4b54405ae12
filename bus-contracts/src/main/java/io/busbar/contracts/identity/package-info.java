/** What may be said about people, roles and tokens. */
@NullMarked
package io.busbar.contracts.identity;

import org.jspecify.annotations.NullMarked;
