/** The endpoint {@code /actuator/trellis}, in a package of its own because the actuator is optional. */
@NullMarked
package dev.trellis.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
