/** The sample driver of the conformance transcripts, in Java. */
@NullMarked
package io.busbar.sample;

import org.jspecify.annotations.NullMarked;
