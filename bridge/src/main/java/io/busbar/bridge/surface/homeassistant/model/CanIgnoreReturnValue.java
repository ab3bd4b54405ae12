package io.busbar.bridge.surface.homeassistant.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Marks a fluent method whose result may be dropped; Error Prone knows it by its simple name. */
@Documented
@Target(ElementType.METHOD)
@interface CanIgnoreReturnValue {}
