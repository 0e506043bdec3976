/**
 * Times Trellis, its peers and bare JDBC beside one another, as whole processes. It imports the testbed for databases and
 * the peers' libraries, and nothing of Trellis, whose distribution it starts; nobody imports it.
 */
@NullMarked
package dev.trellis.bench;

import org.jspecify.annotations.NullMarked;
