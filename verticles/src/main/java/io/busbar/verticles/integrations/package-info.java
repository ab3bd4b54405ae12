/**
 * Instances of drivers that people set up: their properties, their secrets, whether they run.
 *
 * <p>Folders and processes are the supervisor's business; this service says which instances it
 * shall run, and with what.
 */
@NullMarked
package io.busbar.verticles.integrations;

import org.jspecify.annotations.NullMarked;
