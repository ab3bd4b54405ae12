package io.busbar.verticles.activity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.activity.ActivityStore.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ActivityStore} must do. */
interface ActivityStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  DeviceId LAMP = new DeviceId("lamp");

  /** The store of the running test, empty at its start. */
  ActivityStore store();

  @Test
  default void keepsEverythingOfAnItem() {
    ActivityItem full =
        new ActivityItem(
            "act_1",
            NOON,
            Kind.COMMAND,
            "ada",
            Source.REST,
            "Lamp: on",
            LAMP,
            "prog",
            "space",
            "completed",
            new Fields(Map.of("text", "a\u0000b", "count", 3)));
    ActivityItem bare = item("act_2", 1, Kind.LOGIN_FAILED, null, Source.REST);
    save(List.of(full, bare));

    assertThat(all()).containsExactly(bare, full);
  }

  @Test
  default void keepsAnItemWhoseTitleHoldsANullCharacter() {
    ActivityItem odd =
        new ActivityItem(
            "act_1",
            NOON,
            Kind.PROGRAM_ADDED,
            "a\u0000da",
            Source.REST,
            "Program a\u0000b",
            null,
            null,
            null,
            null,
            Fields.EMPTY);
    save(List.of(odd, item("act_2", 1, Kind.LOGIN, "ada", Source.REST)));

    assertThat(all()).extracting(ActivityItem::id).containsExactly("act_2", "act_1");
  }

  @Test
  default void replacesTheDetailsOfAnItem() {
    ActivityItem first = item("act_1", 0, Kind.LOGIN, "ada", Source.REST);
    save(List.of(first));
    ActivityItem again =
        new ActivityItem(
            "act_1",
            first.at(),
            first.kind(),
            first.who(),
            first.source(),
            first.title(),
            null,
            null,
            null,
            null,
            Fields.of("count", 2));
    save(List.of(again));

    assertThat(all()).containsExactly(again);
  }

  @Test
  default void readsWhatMatchesEveryFilter() {
    save(
        List.of(
            item("act_1", 0, Kind.LOGIN, "ada", Source.REST),
            item("act_2", 10, Kind.COMMAND, "ada", Source.SOCKET),
            item("act_3", 20, Kind.COMMAND, "bob", Source.REST),
            item("act_4", 30, Kind.DRIVER_LOST, null, Source.DRIVER)));

    assertThat(ids(query(null, null, "ada", null, null))).containsExactly("act_2", "act_1");
    assertThat(ids(query(null, null, null, Source.REST, null))).containsExactly("act_3", "act_1");
    assertThat(ids(query(null, null, null, null, Kind.COMMAND))).containsExactly("act_3", "act_2");
    assertThat(ids(query(10L, 30L, null, null, null))).containsExactly("act_3", "act_2");
    assertThat(ids(query(null, null, "ada", Source.REST, Kind.COMMAND))).isEmpty();
  }

  @Test
  default void readsATimeAlsoWhereItemsWereNumberedALittleLate() {
    save(
        List.of(
            item("act_1", 0, Kind.LOGIN, "ada", Source.REST),
            item("act_2", 140, Kind.LOGIN, "ada", Source.REST),
            item("act_3", 100, Kind.LOGIN, "ada", Source.REST),
            item("act_4", 300, Kind.LOGIN, "ada", Source.REST)));

    assertThat(ids(query(90L, 120L, null, null, null))).containsExactly("act_3");
    assertThat(ids(query(120L, 200L, null, null, null))).containsExactly("act_2");
    assertThat(ids(query(301L, null, null, null, null))).isEmpty();
    assertThat(ids(query(null, 0L, null, null, null))).isEmpty();
  }

  @Test
  default void readsWhatIsAboutADeviceOrAProgram() {
    save(List.of(about("act_1", LAMP, null), about("act_2", null, "movie")));

    assertThat(ids(new Query(null, null, null, null, null, LAMP, null, null, 9)))
        .containsExactly("act_1");
    assertThat(ids(new Query(null, null, null, null, null, null, "movie", null, 9)))
        .containsExactly("act_2");
  }

  @Test
  default void readsPageByPage() {
    save(
        IntStream.range(0, 5)
            .mapToObj(i -> item("act_" + i, i, Kind.LOGIN, "ada", Source.REST))
            .toList());

    assertThat(ids(new Query(null, null, null, null, null, null, null, null, 2)))
        .containsExactly("act_4", "act_3");
    assertThat(ids(new Query(null, null, null, null, null, null, null, "act_3", 2)))
        .containsExactly("act_2", "act_1");
  }

  @Test
  default void retainsTheNewest() {
    save(
        IntStream.range(0, 9)
            .mapToObj(i -> item("act_" + i, i, Kind.LOGIN, "ada", Source.REST))
            .toList());
    done(store().retain(NOON.plusSeconds(2), 100));
    assertThat(all()).hasSize(7);
    done(store().retain(NOON, 3));
    assertThat(all()).extracting(ActivityItem::id).containsExactly("act_8", "act_7", "act_6");
  }

  private void save(List<ActivityItem> items) {
    done(store().save(items));
  }

  private List<ActivityItem> all() {
    return success(store().list(query(null, null, null, null, null)));
  }

  private List<String> ids(Query query) {
    return success(store().list(query)).stream().map(ActivityItem::id).toList();
  }

  private static Query query(
      @Nullable Long from,
      @Nullable Long to,
      @Nullable String who,
      @Nullable Source source,
      @Nullable Kind kind) {
    return new Query(
        from == null ? null : NOON.plusSeconds(from),
        to == null ? null : NOON.plusSeconds(to),
        who,
        source,
        kind,
        null,
        null,
        null,
        100);
  }

  private static ActivityItem item(
      String id, long second, Kind kind, @Nullable String who, Source source) {
    return new ActivityItem(
        id,
        NOON.plusSeconds(second),
        kind,
        who,
        source,
        "Something",
        null,
        null,
        null,
        null,
        Fields.EMPTY);
  }

  private static ActivityItem about(
      String id, @Nullable DeviceId device, @Nullable String program) {
    return new ActivityItem(
        id,
        NOON,
        Kind.COMMAND,
        "ada",
        Source.REST,
        "Something",
        device,
        program,
        null,
        null,
        Fields.EMPTY);
  }
}
