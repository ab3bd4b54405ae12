package io.busbar.bench;

import io.busbar.bench.load.BesideChanges;
import io.busbar.bench.load.BesideStreams;
import io.busbar.bench.load.Doors;
import io.busbar.bench.load.DurableLoad;
import io.busbar.bench.load.EndToEndLoad;
import io.busbar.bench.load.FanOutLoad;
import io.busbar.bench.load.Furnishing;
import io.busbar.bench.load.Load;
import io.busbar.bench.load.Meter;
import io.busbar.bench.load.RequestLoad;
import io.busbar.bench.load.Subject;
import io.vertx.core.Future;
import java.util.List;

/** What can be measured. */
public enum Workload {
  C1("commands/s, 64 connections", 100),
  C2("commands/s, 1 connection", 100),
  L1("lists of 100 devices/s, 64 connections", 100),
  S1W1("deliveries/s to 200 SSE clients, one update under way", 100),
  S1W16("deliveries/s to 200 SSE clients, 16 updates under way", 100),
  S1D16("deliveries/s to 200 SSE clients, one update under way of each of 16 drivers", 100),
  S1RATE("10,000 deliveries/s to 200 SSE clients: latency", 100),
  I1W1("deliveries/s to 200 Socket.IO clients, one update under way", 100),
  I1W16("deliveries/s to 200 Socket.IO clients, 16 updates under way", 100),
  I1D16("deliveries/s to 200 Socket.IO clients, one update under way of each of 16 drivers", 100),
  I1RATE("10,000 deliveries/s to 200 Socket.IO clients: latency", 100),
  D1("stored updates/s, 10,000 devices", 10_000),
  G1("commands/s, 64 connections, growing house", 10),
  M1W1("deliveries/s to 100 MQTT subscribers, QoS 0, one message under way", 100),
  M1W64("deliveries/s to 100 MQTT subscribers, QoS 0, 64 messages under way", 100),
  M2W1("deliveries/s to 100 MQTT subscribers, QoS 1, one message under way", 100),
  M2W64("deliveries/s to 100 MQTT subscribers, QoS 1, 64 messages under way", 100),
  M3Q0("MQTT messages/s from one client to another, QoS 0, one under way", 1),
  M3Q1("MQTT messages/s from one client to another, QoS 1, one under way", 1),
  MG1("deliveries/s to a growing number of MQTT subscribers, QoS 0, one message under way", 1),
  B1("bootstraps/s of 300 devices, 40 spaces, 200 programs, 16 connections", 300),
  B1LIVE("the same while 50 states change every second", 300),
  E1("1,000 updates/s of a driver to an SSE, a Socket.IO and an MQTT client: latency", 100),
  G1E("the same, growing house", 10),
  K1C("commands/s, 64 connections, 100 devices, beside a growing number of idle SSE clients", 1),
  K1E("E1 beside a growing number of idle SSE clients: latency", 1);

  private static final int MANY = 64;
  private static final int STREAMS = 200;
  private static final int APPS = 16;
  private static final int CHANGES_PER_SECOND = 50;
  private static final List<Integer> GROWTH = List.of(10, 100, 1_000, 10_000);
  private static final List<Integer> IDLE = List.of(1, 100, 1_000);
  private static final int HOUSE = 100;
  private static final int UPDATES_PER_SECOND = 1_000;
  private static final List<Integer> AUDIENCES = List.of(1, 10, 100, 400);

  private final String meaning;
  private final int size;

  Workload(String meaning, int size) {
    this.meaning = meaning;
    this.size = size;
  }

  /** What one unit of the result is. */
  public String meaning() {
    return meaning;
  }

  /** Devices, subscribers or idle clients; several sizes are measured one after the other. */
  List<Integer> sizes() {
    return switch (this) {
      case G1, G1E -> GROWTH;
      case K1C, K1E -> IDLE;
      case MG1 -> AUDIENCES;
      default -> List.of(size);
    };
  }

  /** How many devices or subscribers a size means. */
  int devices(int ofSize) {
    return this == K1C || this == K1E ? HOUSE : ofSize;
  }

  /** Whether what counts is how late a change is seen, by each kind of client. */
  public boolean isEndToEnd() {
    return this == E1 || this == G1E || this == K1E;
  }

  /** The kinds of clients that are measured apart; one without a name where all are alike. */
  List<String> doors() {
    return isEndToEnd() ? EndToEndLoad.DOORS : List.of("");
  }

  /** Whether it needs a broker and nothing else. */
  boolean isMqtt() {
    return name().startsWith("M");
  }

  /** Brings the house into the shape the workload needs. */
  Future<Void> prepare(Subject subject) {
    return this == B1 || this == B1LIVE
        ? new Furnishing(subject).furnish()
        : Future.succeededFuture();
  }

  /**
   * @param meters one for each of the {@link #doors}
   */
  Load load(Subject subject, List<Meter> meters, int ofSize) {
    return switch (this) {
      case E1, G1E -> new EndToEndLoad(subject, meters, UPDATES_PER_SECOND);
      case K1E ->
          new BesideStreams(new EndToEndLoad(subject, meters, UPDATES_PER_SECOND), subject, ofSize);
      case K1C -> new BesideStreams(commandsButToTheLast(subject, meters.get(0)), subject, ofSize);
      default -> load(subject, meters.get(0));
    };
  }

  private static Load commandsButToTheLast(Subject subject, Meter meter) {
    List<String> devices = subject.devices();
    return RequestLoad.commands(subject, meter, devices.subList(0, devices.size() - 1), MANY);
  }

  private Load load(Subject subject, Meter meter) {
    return switch (this) {
      case C1, G1 -> RequestLoad.commands(subject, meter, MANY);
      case C2 -> RequestLoad.commands(subject, meter, 1);
      case L1 -> RequestLoad.lists(subject, meter, MANY);
      case S1W1 -> FanOutLoad.window(subject, meter, Doors::sse, STREAMS, 1);
      case S1W16 -> FanOutLoad.window(subject, meter, Doors::sse, STREAMS, 16);
      case S1D16 -> FanOutLoad.drivers(subject, meter, Doors::sse, STREAMS, 16);
      case S1RATE -> FanOutLoad.rate(subject, meter, Doors::sse, STREAMS, 50);
      case I1W1 -> FanOutLoad.window(subject, meter, Doors::socketIo, STREAMS, 1);
      case I1W16 -> FanOutLoad.window(subject, meter, Doors::socketIo, STREAMS, 16);
      case I1D16 -> FanOutLoad.drivers(subject, meter, Doors::socketIo, STREAMS, 16);
      case I1RATE -> FanOutLoad.rate(subject, meter, Doors::socketIo, STREAMS, 50);
      case B1 -> RequestLoad.bootstraps(subject, meter, APPS);
      case B1LIVE ->
          new BesideChanges(
              RequestLoad.bootstraps(subject, meter, APPS), subject, CHANGES_PER_SECOND);
      case M1W1, M3Q0, MG1 -> FanOutLoad.messages(subject, meter, 0, 1);
      case M1W64 -> FanOutLoad.messages(subject, meter, 0, MANY);
      case M2W1, M3Q1 -> FanOutLoad.messages(subject, meter, 1, 1);
      case M2W64 -> FanOutLoad.messages(subject, meter, 1, MANY);
      case D1 -> new DurableLoad(subject, meter, 20);
      case E1, G1E, K1C, K1E -> throw new IllegalStateException(name() + " has several meters.");
    };
  }
}
