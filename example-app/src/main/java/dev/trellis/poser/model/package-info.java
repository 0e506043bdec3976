/**
 * Poser's own tables as entities, which refer to tables of the base schema with a shared key or a foreign key. The command
 * {@code revision --autogenerate --head poser@head} compares the database with these entities.
 *
 * <p>The package is not null-marked, because the persistence provider sets the fields after the constructor.
 */
@NullUnmarked
package dev.trellis.poser.model;

import org.jspecify.annotations.NullUnmarked;
