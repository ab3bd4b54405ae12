/** The house in the words of Home Assistant: entities, states, services, triggers. Pure. */
@NullMarked
package io.busbar.bridge.surface.homeassistant.model;

import org.jspecify.annotations.NullMarked;
