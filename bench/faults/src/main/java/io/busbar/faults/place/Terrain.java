package io.busbar.faults.place;

import java.io.IOException;
import java.util.List;

/** The network that the nodes stand in. */
public interface Terrain {
  /** How a node is cut off. */
  enum Cut {
    /** From the other nodes, both ways. */
    PEERS,
    /** From the other nodes and the database, both ways. */
    PEERS_AND_DATABASE,
    /** What it sends does not reach the other nodes; what they send arrives. */
    PEERS_ONE_WAY,
    /** From the database alone. */
    DATABASE
  }

  /** The address of the database. */
  String database();

  Address node(int number);

  /** What runs a command where the node is. */
  List<String> inside(int number);

  /** Whether nodes can be cut off here. */
  boolean canCut();

  void cut(int number, Cut cut) throws IOException;

  /** Some of the packets of a node get lost, until healed. */
  void lose(int number, int percent) throws IOException;

  /** Takes every cut and every loss back. */
  void heal() throws IOException;
}
