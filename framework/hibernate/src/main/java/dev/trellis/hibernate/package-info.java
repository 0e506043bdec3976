/**
 * Jakarta Persistence entity classes as the model of a branch, for applications that already describe their tables as
 * entities.
 *
 * <p>{@link dev.trellis.hibernate.EntityModel} is the API. When a command reads the model, the package finds the entity
 * classes, lets Hibernate build its mapping metadata from them (without a database and without a session factory), and
 * converts the tables of the branch's own entities to {@code dev.trellis.schema}. Where Hibernate itself would create a table
 * otherwise, {@link dev.trellis.hibernate.Tolerances} adds the deviation to the table, so that a schema that Hibernate
 * created does not differ from the model. Plugins can name an {@code EntityModel} in a JVM without Hibernate, because
 * Hibernate's classes are loaded only when the model is read.
 */
@NullMarked
package dev.trellis.hibernate;

import org.jspecify.annotations.NullMarked;
