package io.busbar.drivers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One simulated piece of hardware: a program that prints a line of JSON when it is ready and serves
 * until its standard input ends, however its parent ended.
 *
 * @param interpreter what runs it
 * @param environment what it gets beside the hub's own; for what must not stand in a list of
 *     processes
 */
public record Simulation(
    String name,
    Path interpreter,
    Path program,
    List<String> arguments,
    Map<String, String> environment) {
  public Simulation {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  List<String> command() {
    List<String> command = new ArrayList<>(List.of(interpreter.toString(), program.toString()));
    command.addAll(arguments);
    return command;
  }

  @Override
  public String toString() {
    return "Simulation[%s]".formatted(name);
  }
}
