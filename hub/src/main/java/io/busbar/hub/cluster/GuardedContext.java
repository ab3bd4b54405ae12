package io.busbar.hub.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.nio.MemberSocketInterceptor;

/** Hazelcast as it is, with a gate before each of its connections (docs/adr/0021). */
final class GuardedContext extends DefaultNodeContext {
  private final MemberGate gate;

  GuardedContext(MemberGate gate) {
    this.gate = gate;
  }

  @Override
  public NodeExtension createNodeExtension(Node node) {
    return new Guarded(node, gate);
  }

  private static final class Guarded extends DefaultNodeExtension {
    private final MemberGate gate;

    Guarded(Node node, MemberGate gate) {
      super(node);
      this.gate = gate;
    }

    @Override
    public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier qualifier) {
      return gate;
    }
  }
}
