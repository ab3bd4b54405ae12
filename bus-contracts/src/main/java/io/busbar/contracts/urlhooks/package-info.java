/** Tokens in web addresses, for remotes that can do no more than call one. */
@NullMarked
package io.busbar.contracts.urlhooks;

import org.jspecify.annotations.NullMarked;
