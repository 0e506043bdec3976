/**
 * Poser's own tables as entities, which refer to those of the base with a shared key or a foreign key. This is the schema with
 * which {@code revision --autogenerate --head poser@head} compares the database.
 *
 * <p>The package is not null-marked, because the persistence provider sets the fields after the constructor.
 */
@NullUnmarked
package dev.trellis.poser.model;

import org.jspecify.annotations.NullUnmarked;
