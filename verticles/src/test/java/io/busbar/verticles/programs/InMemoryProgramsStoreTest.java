package io.busbar.verticles.programs;

class InMemoryProgramsStoreTest implements ProgramsStoreTck {
  private final ProgramsStore store = new InMemoryProgramsStore();

  @Override
  public ProgramsStore store() {
    return store;
  }
}
