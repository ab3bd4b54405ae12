package io.busbar.faults.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A name in the house that is written and read as a register.
 *
 * @param key what it is called in histories
 * @param kind where it is
 * @param id of the space or program; empty for the preferences
 */
record Register(String key, Kind kind, String id) {
  enum Kind {
    SPACE,
    PROGRAM,
    TITLE
  }

  String writePath() {
    return switch (kind) {
      case SPACE -> "/spaces/save";
      case PROGRAM -> "/programs/save";
      case TITLE -> "/preferences/home";
    };
  }

  JsonObject written(String value) {
    JsonObject body = new JsonObject();
    if (!id.isEmpty()) {
      body.put("id", id);
    }
    return switch (kind) {
      case SPACE -> body.put("name", value).put("kind", "room");
      case PROGRAM -> body.put("name", value).put("type", "scene").put("actions", actions());
      case TITLE -> body.put("title", value);
    };
  }

  String readPath() {
    return switch (kind) {
      case SPACE -> "/spaces";
      case PROGRAM -> "/programs/" + id;
      case TITLE -> "/preferences/home";
    };
  }

  /** What an answer says of it; empty when nothing. */
  String readIn(JsonObject body) {
    return switch (kind) {
      case SPACE -> nameIn(body.getJsonArray("data", new JsonArray()));
      case PROGRAM -> body.getJsonObject("data", new JsonObject()).getString("name", "");
      case TITLE -> body.getJsonObject("data", new JsonObject()).getString("title", "");
    };
  }

  private String nameIn(JsonArray spaces) {
    for (int i = 0; i < spaces.size(); i++) {
      if (spaces.getJsonObject(i).getString("id", "").equals(id)) {
        return spaces.getJsonObject(i).getString("name", "");
      }
    }
    return "";
  }

  private static JsonArray actions() {
    return new JsonArray(List.of(new JsonObject().put("type", "delay").put("ms", 1)));
  }
}
