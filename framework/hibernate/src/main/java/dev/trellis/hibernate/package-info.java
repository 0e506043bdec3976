/**
 * Jakarta Persistence entity classes as a branch's model, for applications that have described their tables once already.
 * The mapping is read by Hibernate itself, up to its boot metadata: no database, no session factory. Apart from
 * {@link dev.trellis.hibernate.EntityModel}, which plugins name, nothing here is loaded before a model is read.
 *
 * <p>Imports {@code model}, {@code schema} and {@code error} of the core, and Hibernate; nobody imports this room but
 * plugins.
 */
@NullMarked
package dev.trellis.hibernate;

import org.jspecify.annotations.NullMarked;
