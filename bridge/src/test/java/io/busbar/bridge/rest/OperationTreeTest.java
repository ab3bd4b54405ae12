package io.busbar.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperationTreeTest {
  private final OperationTree<String> tree = new OperationTree<>();

  OperationTreeTest() {
    tree.add(HttpMethod.GET, "/things", "list");
    tree.add(HttpMethod.GET, "/things/{id}", "read");
    tree.add(HttpMethod.DELETE, "/things/{id}", "remove");
    tree.add(HttpMethod.POST, "/things/instances/{id}/start", "start");
    tree.add(HttpMethod.GET, "/things/{key}/instances", "instances");
  }

  @Test
  void prefersFixedSegments() {
    assertThat(found(HttpMethod.GET, "/things/a")).isEqualTo("read");
    assertThat(found(HttpMethod.POST, "/things/instances/7/start")).isEqualTo("start");
  }

  @Test
  void turnsBackFromADeadEnd() {
    assertThat(found(HttpMethod.GET, "/things/instances/instances")).isEqualTo("instances");
  }

  @Test
  void forgivesOneSlashAtTheEnd() {
    assertThat(found(HttpMethod.GET, "/things/")).isEqualTo("list");
  }

  @Test
  void findsNothingElsewhere() {
    for (String path : List.of("", "/", "/thing", "/things//", "/things/a/b", "/things/a/")) {
      boolean known = path.equals("/things/a/");
      assertThat(tree.find(Segments.split(path)) != null).as(path).isEqualTo(known);
    }
  }

  @Test
  void namesTheMethodsOfAPlace() {
    OperationTree.Place<String> place = tree.find(Segments.split("/things/a"));
    assertThat(Objects.requireNonNull(place).methods())
        .containsExactly("DELETE", "GET", "HEAD", "OPTIONS");
    assertThat(place.by(HttpMethod.POST)).isNull();
    assertThat(place.by(HttpMethod.HEAD)).isEqualTo("read");
  }

  @Test
  void refusesTwoForOnePlace() {
    assertThatThrownBy(() -> tree.add(HttpMethod.GET, "/things/{other}", "again"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void decodesSegmentsStrictly() {
    assertThat(Segments.decode("a%2Fb+c%20d")).isEqualTo("a/b+c d");
    for (String wrong : List.of("%", "%zz", "%ff", "%c3%28")) {
      assertThatThrownBy(() -> Segments.decode(wrong)).isInstanceOf(HubFailure.class);
    }
  }

  private @Nullable String found(HttpMethod method, String path) {
    OperationTree.Place<String> place = tree.find(Segments.split(path));
    return place == null ? null : place.by(method);
  }
}
