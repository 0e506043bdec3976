/**
 * The retail tables as entities: the same schema as {@code db/retail/model.yaml}, for programs that use Jakarta
 * Persistence and for apps whose own entities refer to these.
 *
 * <p>Names of constraints and indexes are left to Trellis's naming convention. What the database does by itself stands in
 * {@code options}: a column's default, a foreign key's ON DELETE. Imports {@code jakarta.persistence} alone.
 *
 * <p>Not null-marked: the persistence provider fills the fields after the constructor has run.
 */
@NullUnmarked
package dev.trellis.retail.model;

import org.jspecify.annotations.NullUnmarked;
