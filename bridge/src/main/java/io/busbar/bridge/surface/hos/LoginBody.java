package io.busbar.bridge.surface.hos;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A login names its user as {@code username}, {@code email} or {@code login} (spec 2.1). */
final class LoginBody {
  private LoginBody() {}

  static Map<String, @Nullable Object> translate(Map<String, @Nullable Object> body) {
    for (String key : new String[] {"username", "email", "login"}) {
      Object name = body.get(key);
      if (name != null) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>(body);
        said.put("username", name);
        return said;
      }
    }
    return body;
  }
}
