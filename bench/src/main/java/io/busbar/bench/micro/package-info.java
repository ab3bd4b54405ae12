/** JMH benchmarks of the hot pure parts. */
@NullMarked
package io.busbar.bench.micro;

import org.jspecify.annotations.NullMarked;
