package io.busbar.contracts.bus;

/**
 * Where facts of one type are announced; any number may listen.
 *
 * @param name the address, {@code hub.<service>.<past-participle>}
 * @param event the record that is announced
 */
public record EventAddress<E>(String name, Class<E> event) {
  /** The same announcement to one particular listener, e.g. one node. */
  public EventAddress<E> at(Object listener) {
    return new EventAddress<>(name + "@" + listener, event);
  }

  /** The address without its {@link #at listener}: what metrics are counted under. */
  public String family() {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }
}
