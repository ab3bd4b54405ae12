package io.busbar.verticles.intents.language;

import java.util.List;
import java.util.Map;

/**
 * The words of a language as its {@code words.json} lists them.
 *
 * @param articles words that are left out everywhere
 * @param fillers phrases that are left out everywhere: "please"
 * @param openers phrases that are left out at the beginning: "can you"
 * @param negations phrases that keep a sentence from acting
 * @param joints what may stand between the parts of a compound word; null: there are none
 * @param rooms names of rooms that mean the same
 * @param classes the words that patterns name
 * @param numbers number words
 * @param fractions words for a part of the whole, in percent
 * @param kinds words for kinds of devices
 * @param colors words for colours, as {@code #RRGGBB}
 * @param whites words for colour temperatures, in kelvin
 * @param amounts words for how much brighter, louder or warmer, as parts of a step
 * @param values words for the values of properties: modes, speeds
 * @param fields words for what is asked about
 * @param readings how a value is read out, by its text
 * @param days days of the week, as programs name them
 * @param examples sentences that help who was not understood
 * @param hints how to say it better, by the reason why nothing is done
 */
record Words(
    List<String> articles,
    List<String> fillers,
    List<String> openers,
    List<String> negations,
    List<String> joints,
    List<List<String>> rooms,
    Map<String, List<String>> classes,
    Map<String, Double> numbers,
    Map<String, Double> fractions,
    Map<String, KindWords> kinds,
    Map<String, String> colors,
    Map<String, Integer> whites,
    Map<String, Double> amounts,
    Map<String, Map<String, List<String>>> values,
    Map<String, List<String>> fields,
    Map<String, String> readings,
    Map<String, List<String>> days,
    List<String> examples,
    Map<String, String> hints) {

  /**
   * @param one words for a single one
   * @param many words for several
   * @param mass words for all there are, however many: "lighting"
   */
  record KindWords(List<String> one, List<String> many, List<String> mass) {}
}
