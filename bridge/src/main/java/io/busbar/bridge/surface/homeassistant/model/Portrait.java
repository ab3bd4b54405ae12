package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.value.Fields;

/** What an entity looks like, apart from when. */
record Portrait(String entityId, String state, Fields attributes) {}
