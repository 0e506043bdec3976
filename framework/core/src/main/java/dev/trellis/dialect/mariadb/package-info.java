/**
 * The dialect for MariaDB 10.7 and later, the first version with {@code uuid}: the differences from
 * {@code dialect.mysqlbase}, which contains the code that MariaDB and MySQL share, including the canonical form, the lock,
 * the definition and the structure.
 *
 * <p>Of the nine classes that {@code dev.trellis.dialect} lists for every dialect, this package has
 * {@code MariadbDialect}, {@code MariadbDdl}, {@code MariadbTypes}, {@code MariadbInspector} and {@code MariadbCatalog}; the
 * other four are those of {@code mysqlbase}.
 *
 * <p>JSON is text with a CHECK. A CHECK may be part of a column's definition; redefining or dropping the column then
 * redefines or drops the CHECK. A generated column cannot be NOT NULL. There are no indexes on expressions.
 */
@NullMarked
package dev.trellis.dialect.mariadb;

import org.jspecify.annotations.NullMarked;
