/**
 * A dialect from outside: HSQLDB, as a plugin would bring it, with the public port alone. It lives here to prove that the
 * port is enough; it is small, and no promise to speak HSQLDB well.
 */
@NullMarked
package dev.trellis.thirdparty;

import org.jspecify.annotations.NullMarked;
