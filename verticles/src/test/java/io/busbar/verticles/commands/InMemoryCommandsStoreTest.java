package io.busbar.verticles.commands;

class InMemoryCommandsStoreTest implements CommandsStoreTck {
  private final CommandsStore store = new InMemoryCommandsStore();

  @Override
  public CommandsStore store() {
    return store;
  }
}
