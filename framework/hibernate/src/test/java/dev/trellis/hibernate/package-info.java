/**
 * Tests of entity classes as a model. Each package below {@code cases} contains entities that use one kind of mapping,
 * together with the YAML model that they must be equal to; those below {@code entities} are used by single tests.
 */
@NullMarked
package dev.trellis.hibernate;

import org.jspecify.annotations.NullMarked;
