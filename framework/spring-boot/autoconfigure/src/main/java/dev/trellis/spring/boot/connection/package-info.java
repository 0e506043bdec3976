/** Connection details from containers, in a package of its own because Docker Compose and Testcontainers are optional. */
@NullMarked
package dev.trellis.spring.boot.connection;

import org.jspecify.annotations.NullMarked;
