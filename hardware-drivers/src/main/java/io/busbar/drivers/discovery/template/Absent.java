package io.busbar.drivers.discovery.template;

/** A value that a template names and nobody gave. */
enum Absent {
  ABSENT
}
