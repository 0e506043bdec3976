/** The promises of an upgrade, each proven by doing the damage: processes killed, connections cut, disks filled. */
@NullMarked
package dev.trellis.runtime;

import org.jspecify.annotations.NullMarked;
