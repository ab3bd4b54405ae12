package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.template.Template;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came on a topic, read as JSON once for all who want it. */
public final class Payload {
  private final String text;
  private @Nullable Map<String, @Nullable Object> variables;

  public Payload(String text) {
    this.text = text;
  }

  /** As it is, or what a template makes of it; empty when it says nothing. */
  public Optional<String> through(@Nullable Template template) {
    return template == null ? Optional.of(text) : template.render(variables());
  }

  /** As a JSON object; empty when it is none. */
  Fields object() {
    return Fields.from(variables().get("value_json"));
  }

  private Map<String, @Nullable Object> variables() {
    Map<String, @Nullable Object> known = variables;
    if (known == null) {
      known = Template.variables(text);
      variables = known;
    }
    return known;
  }
}
