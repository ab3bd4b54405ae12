package io.busbar.bridge.live;

/** Where Socket.IO clients hear what happens, and under which name (spec 4.2). */
public final class SocketIoNames {
  /** The namespace of states. */
  public static final String DEVICE_STATE = "/socket/device-state";

  /** The namespace of commands and protocol events. */
  public static final String PROTOCOL = "/socket/haptique-protocol";

  private SocketIoNames() {}

  static String namespace(LiveEvent.Kind kind) {
    return switch (kind) {
      case STATE, SNAPSHOT -> DEVICE_STATE;
      case EVENT -> PROTOCOL;
    };
  }

  /** The name of the event that carries what is of this kind. */
  public static String event(LiveEvent.Kind kind) {
    return switch (kind) {
      case STATE -> "device:state:update";
      case SNAPSHOT -> "device:state:snapshot";
      case EVENT -> "haptique:event";
    };
  }
}
