package io.busbar.drivers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One simulated piece of hardware: a program that prints a line of JSON when it is ready and serves
 * until its standard input ends, however its parent ended.
 *
 * @param interpreter what runs it
 */
public record Simulation(String name, Path interpreter, Path program, List<String> arguments) {
  public Simulation {
    arguments = List.copyOf(arguments);
  }

  List<String> command() {
    List<String> command = new ArrayList<>(List.of(interpreter.toString(), program.toString()));
    command.addAll(arguments);
    return command;
  }
}
