/** Driver folders: manifests, checks, installation and the library of them (spec 7.3, 7.4). */
@NullMarked
package io.busbar.drivers.manifest;

import org.jspecify.annotations.NullMarked;
