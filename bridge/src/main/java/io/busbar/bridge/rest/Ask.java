package io.busbar.bridge.rest;

import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a request brings that a record can be made of. */
record Ask(
    Map<String, Object> parameters,
    Map<String, @Nullable Object> body,
    @Nullable Principal by,
    Source source,
    String clientAddress) {}
