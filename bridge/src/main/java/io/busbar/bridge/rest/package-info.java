/** From an OpenAPI operation to a bus address: routes, checks, records. */
@NullMarked
package io.busbar.bridge.rest;

import org.jspecify.annotations.NullMarked;
