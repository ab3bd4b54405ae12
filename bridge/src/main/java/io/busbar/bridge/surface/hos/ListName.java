package io.busbar.bridge.surface.hos;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells answers that are a list, and what their items are called. */
final class ListName {
  private static final ClassValue<Optional<String>> NAMES =
      new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
          return nameOf(type);
        }
      };

  private ListName() {}

  /** The resource name of a list answer: {@code devices}; empty for all others. */
  static Optional<String> of(Object answer) {
    return NAMES.get(answer.getClass());
  }

  private static Optional<String> nameOf(Class<?> type) {
    RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : null;
    return components == null
        ? Optional.empty()
        : Stream.of(components).filter(ListName::isWhole).map(RecordComponent::getName).findFirst();
  }

  private static boolean isWhole(RecordComponent component) {
    return component.getType() == List.class
        && component.getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
