/**
 * MySQL from 8.0.19 on: what it does otherwise than MariaDB. Most of it is in {@code mysqlbase}.
 *
 * <p>A {@code uuid} is a {@code char(36)}: what {@code UUID()}, Java and every script write fits, where SQLAlchemy's
 * {@code char(32)} would refuse it for its hyphens. The name of a CHECK is unique in the whole database. A text is indexed
 * up to a length only, and its default is an expression. Columns and indexes have no IF EXISTS, so the catalogue, or
 * offline the replayed schema, is asked instead. A column gets no new name while a CHECK or an index on an expression says
 * the old one: these are dropped and made again in the same statement. {@code max_execution_time} limits reading alone, so
 * that a {@code statement_timeout} is not kept in full.
 *
 * <p>A script's section or key for {@code mariadb} is not MySQL's: what is not said for {@code mysql} is taken from
 * {@code default}, as everywhere.
 *
 * <p>Imports {@code dialect}, {@code mysqlbase}, {@code operation}, {@code schema} and JDBC.
 */
@NullMarked
package dev.trellis.dialect.mysql;

import org.jspecify.annotations.NullMarked;
