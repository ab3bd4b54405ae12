package io.busbar.faults.place;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Everything on loopback, on free ports; nothing can be cut. */
public final class PlainTerrain implements Terrain {
  private static final String LOOPBACK = "127.0.0.1";

  private final List<Address> nodes = new ArrayList<>();

  /**
   * @param count how many nodes stand here
   */
  public static PlainTerrain of(int count) throws IOException {
    PlainTerrain terrain = new PlainTerrain();
    for (int i = 1; i <= count; i++) {
      terrain.nodes.add(new Address(i, LOOPBACK, free(), free(), free(), free(), free()));
    }
    return terrain;
  }

  private PlainTerrain() {}

  @Override
  public String database() {
    return LOOPBACK;
  }

  @Override
  public Address node(int number) {
    return nodes.get(number - 1);
  }

  @Override
  public List<String> inside(int number) {
    return List.of();
  }

  @Override
  public boolean canCut() {
    return false;
  }

  @Override
  public void cut(int number, Cut cut) {
    throw new UnsupportedOperationException("Nodes on loopback cannot be cut off.");
  }

  @Override
  public void lose(int number, int percent) {
    throw new UnsupportedOperationException("Packets on loopback cannot be lost.");
  }

  @Override
  public void heal() {}

  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
