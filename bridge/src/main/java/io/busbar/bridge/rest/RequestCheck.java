package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a request against its operation's schemas; they are compiled once. */
public final class RequestCheck {
  private static final int MOST_DETAILS = 20;

  private final List<ParameterCheck> parameters;
  private final @Nullable SchemaCheck body;

  public RequestCheck(Operation operation) {
    this.parameters = operation.parameters().stream().map(ParameterCheck::new).toList();
    this.body = operation.body() == null ? null : new SchemaCheck(operation.body());
  }

  /**
   * Reads the parameters and checks them and the body.
   *
   * @return the parameters that were sent, by name, as their schemas say
   * @throws HubFailure INVALID with one detail per fault; its reason is VALUE_OUT_OF_RANGE when
   *     every fault is a value of the right shape outside its range
   */
  public Map<String, Object> require(
      Map<String, String> texts, Map<String, @Nullable Object> bodyValues) {
    Map<String, Object> values = parameters.isEmpty() ? Map.of() : new HashMap<>();
    List<Fault> faults = List.of();
    for (ParameterCheck parameter : parameters) {
      faults = joined(faults, parameter.read(texts, values));
    }
    if (body != null) {
      faults = joined(faults, body.faults("", JsonTree.of(bodyValues)));
    }
    if (!faults.isEmpty()) {
      throw failure(faults);
    }
    return values;
  }

  private static List<Fault> joined(List<Fault> some, List<Fault> more) {
    if (more.isEmpty()) {
      return some;
    }
    List<Fault> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static HubFailure failure(List<Fault> faults) {
    List<String> lines = faults.stream().map(Fault::line).sorted().limit(MOST_DETAILS).toList();
    HubFailure failure =
        HubFailure.invalid(
            faults.size() == 1
                ? lines.get(0)
                : "This request has %d faults.".formatted(faults.size()),
            "Mend what the details name; the contract under /docs says what is expected.");
    return faults.stream().allMatch(Fault::range)
        ? failure.details(lines).reason("VALUE_OUT_OF_RANGE")
        : failure.details(lines);
  }
}
