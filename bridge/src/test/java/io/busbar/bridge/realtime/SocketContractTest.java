package io.busbar.bridge.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document and the code say the same, both ways. */
class SocketContractTest {
  private final SocketContract contract = SocketContract.load();

  static List<String> namespaces() {
    return Namespaces.ALL;
  }

  @Test
  void describesTheNamespacesThereAre() {
    assertThat(contract.namespaces()).isEqualTo(new TreeSet<>(Namespaces.ALL));
  }

  @ParameterizedTest
  @MethodSource("namespaces")
  void describesWhatClientsAreTold(String namespace) {
    Set<String> told =
        Arrays.stream(Outgoing.values())
            .filter(event -> event.namespaces().contains(namespace))
            .map(Outgoing::word)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(contract.events(namespace, "send")).isEqualTo(told);
  }

  @ParameterizedTest
  @MethodSource("namespaces")
  void describesWhatClientsMaySend(String namespace) {
    Set<String> taken =
        Arrays.stream(Incoming.values())
            .filter(event -> event.namespace().equals(namespace))
            .map(Incoming::word)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(contract.events(namespace, "receive")).isEqualTo(taken);
  }

  @Test
  void checksWhatIsSent() {
    assertThat(
            contract.require(Incoming.STATE_SUBSCRIBE, Collections.singletonMap("spaceId", null)))
        .isEmpty();
    assertThatThrownBy(() -> contract.require(Incoming.STATE_GET, Map.of("deviceId", 7)))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.details()).contains("/deviceId: must be a string"));
    assertThatThrownBy(() -> contract.require(Incoming.PAIRING, Map.of()))
        .hasMessageContaining("/remoteId: is missing");
  }

  @Test
  void tellsNothingOnAStrangeNamespace() {
    assertThatThrownBy(() -> Outgoing.IR_DATA.with(Namespaces.DESIGNER, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
