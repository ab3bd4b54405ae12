package io.busbar.bridge.realtime;

import io.busbar.bridge.live.SocketIoNames;
import java.util.List;

/** The namespaces of HOS (spec 4.2). */
final class Namespaces {
  static final String DEVICE_STATE = SocketIoNames.DEVICE_STATE;
  static final String PROTOCOL = SocketIoNames.PROTOCOL;
  static final String REMOTE_CONNECT = "/socket/remote-connect";
  static final String DESIGNER = "/socket/designer";
  static final String IR_TEST = "/socket/device-ir-test";

  static final List<String> ALL =
      List.of(DEVICE_STATE, PROTOCOL, REMOTE_CONNECT, DESIGNER, IR_TEST);

  private Namespaces() {}
}
