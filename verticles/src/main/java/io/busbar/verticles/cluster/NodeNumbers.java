package io.busbar.verticles.cluster;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Where a node reads how it does; any thread may ask.
 *
 * @param driverSessions drivers that are connected to it
 * @param ownedStates devices whose state it owns
 * @param replicatedStates devices whose state it follows
 * @param stateLag changes it knows it has missed
 * @param busOk whether its own bus answers it
 */
public record NodeNumbers(
    IntSupplier driverSessions,
    IntSupplier ownedStates,
    IntSupplier replicatedStates,
    IntSupplier stateLag,
    BooleanSupplier busOk) {}
