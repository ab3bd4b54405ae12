/** What infrared and radio remotes say, apart from how it is written down and who sends it. */
@NullMarked
package io.busbar.drivers.ir;

import org.jspecify.annotations.NullMarked;
