package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.value.Fields;

/**
 * A trigger matched.
 *
 * @param trigger names the trigger within its program, by its content
 * @param occasion what it matched; a trigger fires once per occasion, however many nodes notice
 * @param told what the program sees of it as {@code trigger}
 */
public record Firing(String programId, String trigger, String occasion, Fields told) {}
