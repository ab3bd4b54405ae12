/** The part of the Jinja language that devices use to describe their payloads, safe to evaluate. */
@NullMarked
package io.busbar.drivers.discovery.template;

import org.jspecify.annotations.NullMarked;
