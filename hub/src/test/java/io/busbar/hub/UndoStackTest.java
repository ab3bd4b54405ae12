package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoStackTest {
  private final UndoStack undo = new UndoStack();
  private final List<String> undone = new ArrayList<>();

  @Test
  void undoesInReverseAndOnce() {
    undo.push("first", () -> undone.add("first"));
    undo.push("second", () -> undone.add("second"));
    assertThat(undo.undoAll()).isTrue();
    assertThat(undo.undoAll()).isTrue();
    assertThat(undone).containsExactly("second", "first");
  }

  @Test
  void goesOnAfterAStepThatFails() {
    undo.push("first", () -> undone.add("first"));
    undo.push(
        "second",
        () -> {
          throw new IllegalStateException("stuck");
        });
    assertThat(undo.undoAll()).isFalse();
    assertThat(undone).containsExactly("first");
  }

  @Test
  void undoesAtOnceWhatComesAfterTheStop() {
    assertThat(undo.undoAll()).isTrue();
    assertThatThrownBy(() -> undo.push("late", () -> undone.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(undone).containsExactly("late");
  }
}
