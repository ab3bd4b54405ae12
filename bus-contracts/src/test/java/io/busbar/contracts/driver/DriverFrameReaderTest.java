package io.busbar.contracts.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.DriverFrame.ActionResult;
import io.busbar.contracts.driver.DriverFrame.Announce;
import io.busbar.contracts.driver.DriverFrame.Metric;
import io.busbar.contracts.driver.DriverFrame.MetricUpdate;
import io.busbar.contracts.driver.DriverFrame.Register;
import io.busbar.contracts.driver.DriverFrame.Removed;
import io.busbar.contracts.driver.DriverFrame.StateUpdate;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverFrameReaderTest {
  private static final String REGISTER =
      "'method':'driver.register','driverKey':'hue','instanceId':'h:1','protocolVersion':1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'method':'driver.register','driverKey':'HUE','instanceId':'h:1','protocolVersion':1}",
        "{'method':'driver.register','params':{'driverKey':'hue','instanceId':'h:1',"
            + "'protocolVersion':1}}",
        "{'method':'driver.register','protocolVersion':'1','params':{'driverKey':'HUE',"
            + "'instanceId':'h:1'}}",
        "{'method':'driver.register','driverKey':'X Y','protocolVersion':7,'params':"
            + "{'driverKey':'HUE','instanceId':'h:1','protocolVersion':1.0}}"
      })
  void readsEveryLayoutOfARegistration(String json) {
    assertThat(read(json))
        .isEqualTo(new Register(null, DriverInstance.of("HUE", "h:1"), null, Set.of(), null));
  }

  @Test
  void readsWhatARegistrationMayAdd() {
    assertThat(
            read(
                "{'id':7,'method':'driver.register','protocolVersion':1,'params':{'driverKey':'HUE',"
                    + "'instanceId':'h:1','name':'Hue','capabilities':['action-only',3],"
                    + "'token':'t'}}"))
        .isEqualTo(
            new Register(7, DriverInstance.of("HUE", "h:1"), "Hue", Set.of("action-only"), "t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'method':'driver.Register'}|Invalid driver message.|method must be exactly driver.register.",
        "{'method':null}|Invalid driver message.|method must be exactly driver.register.",
        "{'method':'driver.register','driverKey':'HUE','instanceId':'h'}"
            + "|protocolVersion is required for driver.register.|Set protocolVersion: 1.",
        "{'method':'driver.register','protocolVersion':2}|Unsupported protocolVersion.|Supported: 1.",
        "{'method':'driver.register','protocolVersion':true}"
            + "|Unsupported protocolVersion.|Supported: 1.",
        "{'method':'driver.register','protocolVersion':1,'driverKey':'A','instanceId':'h'}"
            + "|Invalid driver.register payload."
            + "|driverKey must match [A-Z0-9_] and be 2-64 chars.",
        "{'method':'driver.register','protocolVersion':1,'driverKey':'HUE','instanceId':'a b'}"
            + "|Invalid driver.register payload."
            + "|instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.",
        "{'method':'driver.register','protocolVersion':1,'driverKey':'HUE','instanceId':'h',"
            + "'name':5}|Invalid driver.register payload.|name must be at most 128 chars."
      })
  void refusesARegistrationInTheVendorsWords(String json, String error, String detail) {
    expectRejected(json, DriverFrameReader.VALIDATION_ERROR, error, detail);
  }

  @Test
  void namesEveryFaultOfARegistration() {
    assertThatThrownBy(() -> read("{'method':'driver.register','protocolVersion':1}"))
        .isInstanceOfSatisfying(
            HubFailure.class, failure -> assertThat(failure.details()).hasSize(2));
    String longName = "{" + REGISTER + ",'name':'" + "n".repeat(129) + "'}";
    expectRejected(
        longName,
        DriverFrameReader.VALIDATION_ERROR,
        "Invalid driver.register payload.",
        "name must be at most 128 chars.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'STATE_UPDATE','driver':'hue','device_id':'l7','data':{'power':true}}",
        "{'type':'STATE_UPDATE','deviceId':'l7','payload':{'power':true}}",
        "{'event':'STATE_UPDATE','data':{'device_id':'l7','power':true}}",
        "{'event':'STATE_UPDATE','data':{'deviceId':'l7','state':{'power':true}}}",
        "{'event':'STATE_UPDATE','device_id':'l7','data':{'state':{'power':true}},'payload':{}}"
      })
  void readsEveryLayoutOfAState(String json) {
    assertThat(read(json)).isEqualTo(new StateUpdate(null, "l7", Fields.of("power", true)));
  }

  @Test
  void keepsNullsAndPlainStatesOfAPatch() {
    assertThat(read("{'event':'STATE_UPDATE','device_id':'l7','data':{'state':'on','x':null}}"))
        .isEqualTo(new StateUpdate(null, "l7", Fields.of("state", "on").with("x", null)));
  }

  @Test
  void readsAnnouncements() {
    Fields data = Fields.of("name", "Lamp");
    assertThat(
            read("{'event':'DEVICE_DISCOVERED','id':'m1','device_id':'l7','data':{'name':'Lamp'}}"))
        .isEqualTo(new Announce("m1", "l7", data, false));
    assertThat(read("{'event':'DEVICE_UPDATED','device_id':'l7','data':{'name':'Lamp'}}"))
        .isEqualTo(new Announce(null, "l7", data, true));
  }

  @Test
  void readsRemovals() {
    assertThat(read("{'event':'DEVICE_REMOVED','device_id':'l7'}"))
        .isEqualTo(new Removed(null, "l7", null, false));
    assertThat(
            read(
                "{'event':'DEVICE_REMOVED','device_id':'l7','data':{'reason':'sold',"
                    + "'permanent':true}}"))
        .isEqualTo(new Removed(null, "l7", "sold", true));
  }

  @Test
  void readsResults() {
    Fields data = Fields.of("action", "on").with("success", false).with("message", "m");
    assertThat(
            read(
                "{'event':'ACTION_RESULT','device_id':'l7','data':{'action':'on','success':false,"
                    + "'message':'m'}}"))
        .isEqualTo(new ActionResult(null, "l7", "on", false, "m", null, null, data));
  }

  @Test
  void readsMetrics() {
    assertThat(
            read(
                "{'event':'METRIC_UPDATE','device_id':'l7','data':{'metrics':["
                    + "{'key':'t','value':21.5,'unit':'°C'},{'key':'s','value':null}]}}"))
        .isEqualTo(
            new MetricUpdate(
                null, "l7", List.of(new Metric("t", 21.5, "°C"), new Metric("s", null, null))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|Invalid driver message.",
        "{'event':7}|Invalid driver message.",
        "{'event':'STATE_UPDATE','data':{'power':true}}|device_id is required for STATE_UPDATE.",
        "{'event':'STATE_UPDATE','device_id':'','data':{'power':true}}"
            + "|device_id is required for STATE_UPDATE.",
        "{'event':'STATE_UPDATE','device_id':'a\\u0000','data':{'power':true}}|Invalid device_id.",
        "{'event':'STATE_UPDATE','device_id':'l7','data':{}}|Invalid STATE_UPDATE payload.",
        "{'event':'STATE_UPDATE','device_id':'l7','data':[1]}|Invalid STATE_UPDATE payload.",
        "{'event':'ACTION_RESULT','device_id':'l7','data':{'success':'yes'}}"
            + "|Invalid ACTION_RESULT payload.",
        "{'event':'METRIC_UPDATE','device_id':'l7','data':{}}|Invalid METRIC_UPDATE payload.",
        "{'event':'METRIC_UPDATE','device_id':'l7','data':{'metrics':[{'key':''}]}}"
            + "|Invalid METRIC_UPDATE payload.",
        "{'event':'METRIC_UPDATE','device_id':'l7','data':{'metrics':[{'key':'a\\u0000'}]}}"
            + "|Invalid METRIC_UPDATE payload.",
        "{'event':'METRIC_UPDATE','device_id':'l7','data':{'metrics':[{'key':'a','unit':'\\u0000'}]}}"
            + "|Invalid METRIC_UPDATE payload.",
        "{'event':'METRIC_UPDATE','device_id':'l7','data':{'metrics':[{'key':'a','value':{}}]}}"
            + "|Invalid METRIC_UPDATE payload."
      })
  void refusesMessagesOfTheWrongShape(String json, String error) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(DriverFrameReader.VALIDATION_ERROR);
              assertThat(failure.message()).isEqualTo(error);
              assertThat(failure.details()).isNotEmpty();
            });
  }

  @Test
  void boundsMetricsAndIds() {
    List<?> many = Collections.nCopies(201, Map.of("key", "k", "value", 1));
    Fields frame = Fields.of("event", "METRIC_UPDATE").with("device_id", "d");
    assertThatThrownBy(() -> DriverFrameReader.read(frame.with("data", Map.of("metrics", many))))
        .isInstanceOf(HubFailure.class);
    assertThat(DriverFrameReader.read(frame.with("data", Map.of("metrics", many.subList(0, 200)))))
        .isInstanceOf(MetricUpdate.class);
    assertThatThrownBy(
            () ->
                DriverFrameReader.read(
                    Fields.of("event", "DEVICE_REMOVED").with("device_id", "x".repeat(257))))
        .isInstanceOf(HubFailure.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "{}", "['a']", "LONG"})
  void refusesIdsThatAreNoNumberOrShortText(String id) {
    String written = id.replace("LONG", "'" + "i".repeat(129) + "'");
    String detail = "id must be a number, or a text of at most 128 characters.";
    String reason = DriverFrameReader.VALIDATION_ERROR;
    expectRejected(
        "{'id':%s,'event':'DEVICE_REMOVED','device_id':'d'}".formatted(written),
        reason,
        "Invalid driver message.",
        detail);
    expectRejected(
        "{'id':%s,%s}".formatted(written, REGISTER), reason, "Invalid driver message.", detail);
  }

  @Test
  void takesIdsUpToTheLimit() {
    String longest = "i".repeat(128);
    assertThat(read("{'id':'%s','event':'DEVICE_REMOVED','device_id':'d'}".formatted(longest)))
        .isEqualTo(new Removed(longest, "d", null, false));
    assertThat(read("{'id':null,'event':'DEVICE_REMOVED','device_id':'d'}"))
        .isEqualTo(new Removed(null, "d", null, false));
    assertThat(DriverFrameReader.id(Fields.of("id", longest + "i"))).isNull();
    assertThat(DriverFrameReader.id(Fields.of("id", BigInteger.TEN.pow(127)))).isNotNull();
    assertThat(DriverFrameReader.id(Fields.of("id", BigInteger.TEN.pow(128)))).isNull();
  }

  @Test
  void refusesEventsItDoesNotKnow() {
    assertThatThrownBy(() -> read("{'event':'HELLO','device_id':'l7'}"))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(DriverFrameReader.UNKNOWN_EVENT));
  }

  private static void expectRejected(String json, String reason, String error, String detail) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.message()).isEqualTo(error);
              assertThat(failure.details()).contains(detail);
            });
  }

  private static DriverFrame read(String json) {
    return DriverFrameReader.read(
        new Fields(Json.readObject(json.replace('\'', '"').getBytes(UTF_8))));
  }
}
