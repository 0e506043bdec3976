/** Tests of the class path that an application with one version of Spring Boot has. Each module of the matrix runs them. */
@NullMarked
package dev.trellis.matrix;

import org.jspecify.annotations.NullMarked;
