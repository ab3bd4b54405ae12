/** What may be said about infrared and radio signals that are listened to. */
@NullMarked
package io.busbar.contracts.ir;

import org.jspecify.annotations.NullMarked;
