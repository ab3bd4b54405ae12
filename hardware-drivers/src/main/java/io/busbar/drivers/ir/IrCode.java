package io.busbar.drivers.ir;

/** What one key of a remote sends, in any of the ways to say it (spec 8.6). */
public sealed interface IrCode permits PulseTrain, ProtocolCode, RfCode {}
