/** Encoders and decoders of the protocols, written from public descriptions (docs/adr/0018). */
@NullMarked
package io.busbar.drivers.ir.protocol;

import org.jspecify.annotations.NullMarked;
