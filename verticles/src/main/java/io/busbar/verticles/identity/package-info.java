/**
 * People, passwords and tokens.
 *
 * <p>What is needed to verify a token is kept in memory ({@link
 * io.busbar.verticles.identity.Directory}), so that a house stays usable while its database is
 * away; whatever changes people or tokens needs the database.
 */
@NullMarked
package io.busbar.verticles.identity;

import org.jspecify.annotations.NullMarked;
