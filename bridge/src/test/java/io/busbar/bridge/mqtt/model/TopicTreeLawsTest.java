package io.busbar.bridge.mqtt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tree finds exactly what looking at every subscription finds. */
class TopicTreeLawsTest {
  private record Change(boolean add, int subscriber, String filter) {}

  @Property(tries = 300)
  void findsWhatLookingAtEachFinds(
      @ForAll("changes") List<Change> changes, @ForAll("topics") List<String> topics) {
    TopicTree<Integer> tree = new TopicTree<>();
    Map<String, Set<Integer>> plain = new HashMap<>();
    for (Change change : changes) {
      Set<Integer> holders = plain.computeIfAbsent(change.filter(), none -> new HashSet<>());
      if (change.add()) {
        boolean added = tree.add(change.subscriber(), subscription(change.filter()));
        assertThat(added).isEqualTo(holders.add(change.subscriber()));
      } else {
        boolean removed = tree.remove(change.subscriber(), change.filter());
        assertThat(removed).isEqualTo(holders.remove(change.subscriber()));
      }
      for (String topic : topics) {
        assertThat(found(tree, topic)).as(topic).isEqualTo(expected(plain, topic));
      }
    }
    assertThat(tree.size()).isEqualTo(plain.values().stream().mapToInt(Set::size).sum());
  }

  @Property(tries = 200)
  void isBareWhenAllAreGone(@ForAll("changes") List<Change> changes) {
    TopicTree<Integer> tree = new TopicTree<>();
    changes.forEach(
        change -> {
          boolean unused = tree.add(change.subscriber(), subscription(change.filter()));
        });
    changes.forEach(
        change -> {
          boolean unused = tree.remove(change.subscriber(), change.filter());
        });
    assertThat(tree.size()).isZero();
    assertThat(tree.isBare()).isTrue();
  }

  @Property(tries = 300)
  void retainedMessagesAreFoundByTheSameRule(
      @ForAll("topics") List<String> topics, @ForAll("filter") String filter) {
    RetainedMessages retained = new RetainedMessages(1000, 1 << 20);
    Set<String> expected = new TreeSet<>();
    for (String topic : topics) {
      assertThat(retained.put(TestMessages.of(topic))).isTrue();
      if (Topics.matches(filter, topic)) {
        expected.add(topic);
      }
    }
    Set<String> found = new TreeSet<>();
    retained.match(filter, message -> found.add(message.topic()));
    assertThat(found).isEqualTo(expected);
    topics.forEach(
        topic -> {
          boolean unused = retained.remove(topic);
        });
    assertThat(retained.size()).isZero();
    assertThat(retained.bytes()).isZero();
  }

  @Property(tries = 500)
  void aCoveredFilterMeansNoTopicThatItsCoverDoesNot(
      @ForAll("filter") String wide,
      @ForAll("filter") String narrow,
      @ForAll("topics") List<String> topics) {
    if (Topics.covers(wide, narrow)) {
      assertThat(topics)
          .filteredOn(topic -> Topics.matches(narrow, topic))
          .allMatch(topic -> Topics.matches(wide, topic));
    }
  }

  private static Set<Integer> found(TopicTree<Integer> tree, String topic) {
    Set<Integer> found = new TreeSet<>();
    tree.match(topic).direct().forEach(target -> found.add(target.subscriber()));
    return found;
  }

  private static Set<Integer> expected(Map<String, Set<Integer>> plain, String topic) {
    Set<Integer> expected = new TreeSet<>();
    plain.forEach(
        (filter, holders) -> {
          if (Topics.matches(filter, topic)) {
            expected.addAll(holders);
          }
        });
    return expected;
  }

  private static Subscription subscription(String filter) {
    return new Subscription(filter, 0, false, false, 0);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return net.jqwik.api.Combinators.combine(
            Arbitraries.of(true, true, false), Arbitraries.integers().between(1, 4), filter())
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(15);
  }

  @Provide
  Arbitrary<List<String>> topics() {
    return Arbitraries.of("a", "b", "", "$x")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(levels -> String.join("/", levels))
        .filter(topic -> !topic.isEmpty())
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> filter() {
    return Arbitraries.of("a", "b", "", "+", "#", "$x")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(levels -> String.join("/", levels))
        .filter(filter -> Topics.isFilter(filter, new Topics.Limits(100, 10)));
  }
}
