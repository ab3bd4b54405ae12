package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The door through which something was asked or learned (spec 5); prevents echo. */
public enum Source {
  @JsonProperty("rest")
  REST,
  @JsonProperty("socket")
  SOCKET,
  @JsonProperty("sse")
  SSE,
  @JsonProperty("remote")
  REMOTE,
  @JsonProperty("mqtt")
  MQTT,
  @JsonProperty("driver")
  DRIVER,
  @JsonProperty("program")
  PROGRAM,
  @JsonProperty("automation")
  AUTOMATION,
  @JsonProperty("ai")
  AI,
  @JsonProperty("homekit")
  HOMEKIT,
  @JsonProperty("system")
  SYSTEM
}
