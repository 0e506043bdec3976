/**
 * MariaDB from 10.7 on, where {@code uuid} begins: what it does otherwise than MySQL. Most of it is in {@code mysqlbase}.
 *
 * <p>JSON is text with a CHECK; a CHECK may be a part of its column's definition, and then goes and comes with it; a
 * generated column cannot be NOT NULL; there are no indexes on expressions.
 *
 * <p>Imports {@code dialect}, {@code mysqlbase}, {@code operation}, {@code schema} and JDBC.
 */
@NullMarked
package dev.trellis.dialect.mariadb;

import org.jspecify.annotations.NullMarked;
