package io.busbar.hub;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** Types have no word of the pattern in their name. */
final class NameRule extends ArchCondition<JavaClass> {
  private final Pattern forbidden;

  NameRule(Pattern forbidden) {
    super("have names without " + forbidden);
    this.forbidden = forbidden;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!type.isAnonymousClass() && forbidden.matcher(type.getSimpleName()).find()) {
      events.add(SimpleConditionEvent.violated(type, type.getName() + " has a forbidden word"));
    }
  }
}
