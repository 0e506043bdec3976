@NullMarked
package dev.trellis.adopt.liquibase;

import org.jspecify.annotations.NullMarked;
