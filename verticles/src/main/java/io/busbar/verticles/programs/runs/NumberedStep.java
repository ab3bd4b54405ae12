package io.busbar.verticles.programs.runs;

import io.busbar.contracts.programs.ProgramRun;

/**
 * A step of a run.
 *
 * @param number its place in the run
 */
public record NumberedStep(int number, ProgramRun.Step step) {}
