package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls HTTP addresses for programs. */
public interface HttpCaller {
  /** How much of an answer is read; the rest is left. */
  int LONGEST_ANSWER = 64 * 1024;

  /**
   * Calls an address; a redirect is an answer like any other. Succeeds with what was answered.
   * Fails with {@link HubFailure}: FORBIDDEN ADDRESS_REFUSED the host is this machine, its own
   * network neighbourhood's or a group's address · UNAVAILABLE it cannot be reached · TIMED_OUT.
   */
  Future<Answer> call(Call call);

  record Call(
      URI url,
      String method,
      Map<String, String> headers,
      @Nullable String body,
      Duration timeout) {}

  /**
   * @param body at most {@link #LONGEST_ANSWER} bytes of it
   */
  record Answer(int status, String body) {}
}
