package io.busbar.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All runs of one server at one size, seen by one kind of client. */
record Row(String subject, String door, int size, List<Sample> runs) {
  static Row of(List<Sample> runs) {
    Sample first = runs.get(0);
    return new Row(first.subject(), first.door(), first.size(), List.copyOf(runs));
  }

  /** The runs that nobody disturbed; all when there are none. */
  List<Sample> counted() {
    List<Sample> quiet = runs.stream().filter(run -> !run.isDisturbed()).toList();
    return quiet.isEmpty() ? runs : quiet;
  }

  double median(ToDoubleFunction<Sample> value) {
    double[] sorted = counted().stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  long failed() {
    return runs.stream().mapToLong(Sample::failed).sum();
  }

  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    long disturbed = runs.stream().filter(Sample::isDisturbed).count();
    if (disturbed == runs.size()) {
      remarks.add("all %d runs disturbed".formatted(runs.size()));
    } else if (disturbed > 0) {
      remarks.add("%d of %d runs disturbed, left out".formatted(disturbed, runs.size()));
    }
    if (counted().stream().anyMatch(Sample::isAtLeast)) {
      remarks.add("at least: the generator was the limit");
    }
    return remarks;
  }
}
