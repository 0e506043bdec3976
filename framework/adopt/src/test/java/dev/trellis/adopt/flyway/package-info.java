@NullMarked
package dev.trellis.adopt.flyway;

import org.jspecify.annotations.NullMarked;
