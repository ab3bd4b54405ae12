package io.busbar.demohouse;

import java.util.List;

/** What a player plays over and over. All of it is made up. */
enum Playlist {
  PROGRAMMES,
  SONGS;

  private static final List<Title> TELEVISION =
      List.of(
          new Title("Evening news", "", 900),
          new Title("The harbour, part 3", "", 2_700),
          new Title("Gardens of the north", "", 1_800));

  private static final List<Title> MUSIC =
      List.of(
          new Title("Slow tram", "The Orbit Choir", 214),
          new Title("Lemon street", "Ada and the Relays", 187),
          new Title("Seven lamps", "The Orbit Choir", 251),
          new Title("Copper rain", "Busker Nine", 305));

  /**
   * @param artist empty: there is none
   */
  record Title(String name, String artist, int seconds) {}

  Title title(int track) {
    return titles().get(track);
  }

  int size() {
    return titles().size();
  }

  private List<Title> titles() {
    return this == PROGRAMMES ? TELEVISION : MUSIC;
  }
}
