/**
 * What the tests of all services share: a real PostgreSQL and short words for outcomes.
 *
 * <p>A store has one conformance suite, {@code interface <Service>StoreTck} with {@code default}
 * test methods and one abstract method {@code store()}; {@code InMemory<Service>StoreTest} and
 * {@code Pg<Service>StoreIT} implement it, so that both stores are held to the same words.
 */
@NullMarked
package io.busbar.verticles.testing;

import org.jspecify.annotations.NullMarked;
