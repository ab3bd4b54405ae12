package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.hub.testing.FurnishedHouse;
import io.busbar.hub.testing.HosContracts;
import io.busbar.hub.testing.HosContracts.Operation;
import io.busbar.hub.testing.HubClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goes through every operation of every contract of the OS API at a real hub: asked for things that
 * are not there, it says so as the contract promises and changes nothing; asked to show things that
 * are there, it shows them as the contract says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationIT {
  private static final String UNKNOWN = "UNKNOWN_1";
  private static final JsonNode NOTHING = MissingNode.getInstance();
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** Operations that name nothing that could be unknown, and why each is not called here. */
  private static final Map<String, String> NAMELESS =
      Map.of(
          "identityLogin", "makes a session; every test logs in",
          "identityLogout", "would end the session of this walk",
          "identitySetup", "takes the one code of a fresh hub",
          "identityCreateUser", "makes an account of nothing but its own words",
          "intentsParse", "takes a sentence",
          "ircodesConvert", "takes a code",
          "ircodesDecode", "takes a code",
          "intentsExecute", "takes a sentence",
          "homeSavePreferences", "keeps what an app prefers, whether the hub knows it or not",
          "statesStream", "never ends; others listen to it");

  /**
   * Where an unknown name is not answered with 404. A body that mentions, among other things, what
   * does not exist is a fault of the body; a driver that never came is one that is not connected;
   * and a remote needs no introduction before its first key.
   */
  private static final Map<String, Integer> INSTEAD =
      Map.of(
          "commandsSaveActionMap body", BAD_REQUEST,
          "programsSave body", BAD_REQUEST,
          "programsCaptureScene body", BAD_REQUEST,
          "spacesSave body", BAD_REQUEST,
          "spacesAssign body", BAD_REQUEST,
          "spacesSaveRemoteSource body", BAD_REQUEST,
          "urlhooksCreate body", BAD_REQUEST,
          "driversSendMessage drivers", CONFLICT,
          "driversSendMessage body", CONFLICT,
          "remotesPress remotes", OK);

  /**
   * What only a remote makes, at its own door: an unknown name in the body is judged after the
   * digits it shows, see {@link ProtocolIT}.
   */
  private static final String BY_REMOTES = "pairings";

  /** Extenders are hardware; what is below one is called in {@link GenericIrIT}. */
  private static final String BY_EXTENDERS = "extenders";

  /** The name of a hook is a secret, which no answer repeats. */
  private static final String SECRET = "programsReceiveHook hooks";

  private FurnishedHouse house;

  @BeforeAll
  void start() throws IOException {
    house = FurnishedHouse.start();
  }

  @AfterAll
  void stop() throws IOException {
    if (house != null) {
      house.close();
    }
  }

  /** Operations with one thing, or all things, of a name that nothing has. */
  static List<Question> ofUnknownNames() {
    List<Question> questions = new ArrayList<>();
    for (Operation operation : named()) {
      List<String> places = operation.placesInPath();
      boolean extenders = places.contains(BY_EXTENDERS);
      places.stream()
          .filter(place -> !extenders || place.equals(BY_EXTENDERS))
          .forEach(place -> questions.add(new Question(operation, place)));
      JsonNode example = operation.exampleBody();
      if (!extenders
          && !places.contains(BY_REMOTES)
          && !HosContracts.withIds(example, UNKNOWN).equals(example)) {
        questions.add(new Question(operation, Question.BODY));
      }
    }
    return questions;
  }

  static List<Operation> thatRead() {
    return named().stream()
        .filter(operation -> operation.method().equals("get"))
        .filter(operation -> !operation.placesInPath().contains(BY_EXTENDERS))
        .toList();
  }

  private static List<Operation> named() {
    return HosContracts.operations().stream()
        .filter(operation -> !NAMELESS.containsKey(operation.id()))
        .toList();
  }

  @Test
  void leavesOutNoOperation() {
    List<String> walked =
        Stream.concat(ofUnknownNames().stream().map(Question::operation), thatRead().stream())
            .map(Operation::id)
            .toList();
    assertThat(HosContracts.operations())
        .extracting(Operation::id)
        .filteredOn(id -> !walked.contains(id))
        .containsExactlyInAnyOrderElementsOf(NAMELESS.keySet());
  }

  @ParameterizedTest
  @MethodSource("ofUnknownNames")
  void saysWhenNothingHasAName(Question question) throws IOException {
    Map<String, JsonNode> before = house.picture();
    Operation operation = question.operation();
    String path =
        operation.path(place -> place.equals(question.unknown()) ? UNKNOWN : house.name(place));
    JsonNode example = operation.exampleBody();
    boolean inBody = question.unknown().equals(Question.BODY);

    Answer answer = ask(operation, path, inBody ? HosContracts.withIds(example, UNKNOWN) : example);

    assertFits(operation, INSTEAD.getOrDefault(question.toString(), NOT_FOUND), answer);
    assertThat(answer.body().toString().contains(UNKNOWN))
        .isEqualTo(!question.toString().equals(SECRET));
    assertThat(house.picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("thatRead")
  void showsWhatThereIs(Operation operation) throws IOException {
    assertFits(operation, OK, ask(operation, operation.path(house::name), NOTHING));
    assertFits(operation, OK, ask(operation, withQuery(operation), NOTHING));
  }

  private String withQuery(Operation operation) {
    return operation.path(house::name) + "?" + house.query(operation);
  }

  private Answer ask(Operation operation, String path, JsonNode body) throws IOException {
    return house.app().ask(operation.method().toUpperCase(Locale.ROOT), path, body);
  }

  private static void assertFits(Operation operation, int status, Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(operation.mayAnswer(status)).isTrue();
    assertThat(operation.faults(status, answer.body())).as("%s", answer.body()).isEmpty();
  }

  /** An operation, and what in its request has a name that nothing has. */
  record Question(Operation operation, String unknown) {
    static final String BODY = "body";

    @Override
    public String toString() {
      return operation + " " + unknown;
    }
  }
}
