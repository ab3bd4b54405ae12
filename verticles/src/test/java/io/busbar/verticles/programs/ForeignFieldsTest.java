package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.programs.Drafts.json;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.People;
import io.busbar.verticles.testing.TestHub;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of fields of a program the hub does not know. */
class ForeignFieldsTest {
  private final TestHub hub = TestHub.open();
  private final Neighbours house = new Neighbours();

  @BeforeEach
  void start() {
    house.serve(hub.bus());
    RecordingRunner runner = new RecordingRunner();
    ProgramsService service =
        new ProgramsService(
            hub.bus(),
            new InMemoryProgramsStore(),
            new BackgroundReader(Drafts.READER, hub.vertx()),
            runner,
            new ManualClock(NOON).withZone(ZoneOffset.UTC),
            new Random(7));
    assertThat(hub.deploy(new ProgramsVerticle(hub.bus(), service, runner))).isNotBlank();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void listsThemBesideTheOthersAndDropsThemWhenReplacedWithout() {
    Program saved = save("{'name':'Movie','vendorHint':{'a':1}}");
    assertThat(listed()).containsEntry("vendorHint", Map.of("a", 1)).doesNotContainKey("extra");

    Program again = save("{'id':'%s','name':'Movie'}".formatted(saved.id()));
    assertThat(again.id()).isEqualTo(saved.id());
    assertThat(listed()).doesNotContainKeys("vendorHint", "extra");
  }

  @Test
  void takesBackWhatItListed() {
    Program saved = save("{'name':'Movie','vendorHint':{'a':1},'extra':{'id':'other','b':2}}");
    Program again = save(Json.text(saved));

    assertThat(again).isEqualTo(saved);
    assertThat(listed()).containsEntry("b", 2).containsEntry("id", saved.id());
  }

  private Program save(String text) {
    return success(
        hub.bus()
            .request(ProgramsContract.SAVE, new SaveProgram(json(text), Source.REST, People.ADA)));
  }

  private Map<String, @Nullable Object> listed() {
    List<Program> programs =
        success(hub.bus().request(ProgramsContract.LIST, ListPrograms.ALL)).programs();
    assertThat(programs).hasSize(1);
    return Json.readObject(Json.bytes(programs.get(0)));
  }
}
