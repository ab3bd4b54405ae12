package io.busbar.drivers.process.launch;

/**
 * Where drivers on this machine find the hub.
 *
 * @param http the port of the REST interface
 * @param driver the port of the driver socket, often the same
 */
public record HubPorts(int http, int driver) {}
