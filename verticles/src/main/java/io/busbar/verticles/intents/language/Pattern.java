package io.busbar.verticles.intents.language;

import org.jspecify.annotations.Nullable;

/**
 * One sentence pattern and what it means.
 *
 * @param act in the words of {@code acts.json}
 */
public record Pattern(
    String intent,
    String act,
    @Nullable String property,
    @Nullable Object value,
    Template template) {}
