package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.language.Language;
import java.util.List;
import java.util.Map;

/** A parser of each language for the model house. */
record Parsers(String language, IntentParser parser, Map<DeviceId, Fields> states) {
  static List<Parsers> all() {
    return Language.loadAll().stream().map(Parsers::of).toList();
  }

  static Parsers of(Language language) {
    ModelHouse house = new ModelHouse(language.name());
    IntentParser parser = new IntentParser(language, house.known(), ActTable.load());
    return new Parsers(language.name(), parser, house.states());
  }

  static Parsers english() {
    return all().stream().filter(one -> one.language().equals("en")).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return language;
  }
}
