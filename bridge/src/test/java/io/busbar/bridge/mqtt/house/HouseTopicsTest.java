package io.busbar.bridge.mqtt.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.house.HouseTopics.Ask;
import io.busbar.bridge.mqtt.house.HouseTopics.Kind;
import io.busbar.contracts.value.DeviceId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HouseTopicsTest {
  private static final HouseTopics TOPICS = new HouseTopics("hub_1");

  @Test
  void writesUsualIdsAsTheyAre() {
    assertThat(TOPICS.state(new DeviceId("dev_018f-a.b:c@d")))
        .isEqualTo("hos/hub_1/device/dev_018f-a.b:c@d/state");
  }

  @Test
  void escapesWhatTopicsMayNotHold() {
    assertThat(TOPICS.set(new DeviceId("a/b+c#d e%ü$")))
        .isEqualTo("hos/hub_1/device/a%2Fb%2Bc%23d%20e%25%C3%BC%24/set");
  }

  @Property(tries = 500)
  void findsEveryIdAgain(@ForAll @StringLength(min = 1, max = 40) String any) {
    String id = new String(any.getBytes(UTF_8), UTF_8);
    String level = TopicNames.escape(id);
    assertThat(level).matches("[\\x21-\\x7e]+").doesNotContain("/", "+", "#");
    assertThat(TopicNames.unescape(level)).contains(id);
  }

  @Property(tries = 500)
  void readsNothingThatItWouldNotWrite(@ForAll @StringLength(min = 1, max = 12) String any) {
    TopicNames.unescape(any).ifPresent(id -> assertThat(TopicNames.escape(id)).isEqualTo(any));
  }

  @Test
  void knowsOneSpellingOfAnId() {
    assertThat(TopicNames.unescape("%2F")).contains("/");
    assertThat(TopicNames.unescape("%2f")).isEmpty();
    assertThat(TopicNames.unescape("%41")).isEmpty();
    assertThat(TopicNames.unescape("%4")).isEmpty();
    assertThat(TopicNames.unescape("%C3")).isEmpty();
  }

  @Test
  void readsRequestsAndNothingElse() {
    assertThat(TOPICS.ask("hos/hub_1/device/a%2Fb/set")).contains(new Ask(Kind.SET, "a/b"));
    assertThat(TOPICS.ask("hos/hub_1/program/p1/run")).contains(new Ask(Kind.RUN, "p1"));
    assertThat(TOPICS.ask("hos/hub_1/device/a/state")).isEmpty();
    assertThat(TOPICS.ask("hos/hub_1/device//set")).isEmpty();
    assertThat(TOPICS.ask("hos/hub_1/device/a/b/set")).isEmpty();
    assertThat(TOPICS.ask("hos/hub_1/device/set")).isEmpty();
    assertThat(TOPICS.ask("hos/other/device/a/set")).isEmpty();
  }
}
