/** The driver protocol: frames, links and the codec of each shape (spec 6). */
@NullMarked
package io.busbar.contracts.driver;

import org.jspecify.annotations.NullMarked;
