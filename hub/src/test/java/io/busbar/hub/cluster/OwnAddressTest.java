package io.busbar.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.Cluster.Member;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.Secret;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
  private static final Member ATTIC = new Member("attic.local", 5701);
  private static final Member CELLAR = new Member("cellar.local", 5702);

  @Test
  void isTheOnlyMemberThatIsThisMachine() {
    assertThat(OwnAddress.of(cluster(null, null), Set.of("cellar.local")::contains))
        .isEqualTo(CELLAR);
  }

  @Test
  void isWhatIsConfiguredEvenWhenNobodyKnowsIt() {
    assertThat(OwnAddress.of(cluster("attic.local", null), host -> false)).isEqualTo(ATTIC);
    assertThat(OwnAddress.of(cluster("10.0.0.9", 5709), host -> false))
        .isEqualTo(new Member("10.0.0.9", 5709));
    assertThat(OwnAddress.of(cluster(null, 5702), host -> true)).isEqualTo(CELLAR);
  }

  @Test
  void mustBeClear() {
    assertThatThrownBy(() -> OwnAddress.of(cluster(null, null), host -> true))
        .isInstanceOf(ConfigFault.class)
        .hasMessageContaining("More than one");
    assertThatThrownBy(() -> OwnAddress.of(cluster(null, null), host -> false))
        .isInstanceOf(ConfigFault.class)
        .hasMessageContaining("None");
  }

  private static Cluster cluster(@Nullable String host, @Nullable Integer port) {
    return new Cluster(
        List.of(ATTIC, CELLAR),
        host,
        port,
        0,
        "busbar",
        new Secret("sparrow-quarry-lantern-thimble-9041"),
        null);
  }
}
