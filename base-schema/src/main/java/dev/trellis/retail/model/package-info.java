/**
 * The retail tables as entities: the same schema as {@code db/retail/model.yaml}, for programs that use Jakarta Persistence
 * and for apps whose entities refer to the retail entities.
 *
 * <p>The naming convention of Trellis names constraints and indexes. The attribute {@code options} contains what the database
 * does automatically: the default of a column, the ON DELETE of a foreign key.
 *
 * <p>The keys are UUIDs, which are {@code char(36)} on MySQL. An application on MySQL therefore sets
 * {@code hibernate.type.preferred_uuid_jdbc_type} to {@code CHAR}, because Hibernate's default is {@code binary(16)}.
 *
 * <p>The package is not null-marked, because the persistence provider sets the fields after the constructor.
 */
@NullUnmarked
package dev.trellis.retail.model;

import org.jspecify.annotations.NullUnmarked;
