/** What nodes say to each other about the sockets of their clients. */
@NullMarked
package io.busbar.contracts.sockets;

import org.jspecify.annotations.NullMarked;
