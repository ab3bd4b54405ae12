/** What happens in the house, encoded once and fanned out to every client (spec 2.7, 5). */
@NullMarked
package io.busbar.bridge.mqtt;

import org.jspecify.annotations.NullMarked;
