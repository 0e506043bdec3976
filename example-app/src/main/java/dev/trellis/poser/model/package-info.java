/**
 * Poser's own tables as entities, tied to those of the base by a shared key or a foreign key. This is the schema that
 * {@code revision --autogenerate --head poser@head} compares the database with.
 *
 * <p>Imports {@code jakarta.persistence} and the base's entities. Not null-marked: the persistence provider fills the
 * fields after the constructor has run.
 */
@NullUnmarked
package dev.trellis.poser.model;

import org.jspecify.annotations.NullUnmarked;
