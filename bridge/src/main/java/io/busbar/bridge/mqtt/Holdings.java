package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.Term;
import java.util.ArrayList;
import java.util.List;

/** What this node holds, for the store to judge what it writes. */
record Holdings(Broker broker, ClusterPeers peers) implements Journal.Fences {
  private static final long NONE = -1;

  @Override
  public Fence of(PendingChanges batch) {
    List<Term> terms = new ArrayList<>();
    for (String client : batch.clients()) {
      Long forgotten = batch.forgottenTerm(client);
      terms.add(new Term(client, forgotten == null ? termOf(client) : forgotten));
    }
    List<HeardTo> heard = terms.isEmpty() ? List.of() : peers.heard().changes();
    return new Fence(peers.run(), terms, heard);
  }

  @Override
  public void lost(Term session) {
    ClientSession here = broker.session(session.clientId());
    if (here != null && here.term() == session.term()) {
      broker.cede(session.clientId(), Long.MAX_VALUE);
    }
  }

  private long termOf(String client) {
    ClientSession session = broker.session(client);
    return session == null ? NONE : session.term();
  }
}
