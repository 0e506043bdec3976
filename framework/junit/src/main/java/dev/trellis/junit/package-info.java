/**
 * Tests with JUnit 5.14 or later. {@link dev.trellis.junit.TrellisTest} gives each test a migrated database,
 * {@link dev.trellis.junit.TrellisTests} generates tests of the migrations.
 *
 * <p>Migrating a database for each test would take too long. A {@link dev.trellis.junit.TemplateStore} therefore migrates
 * one template for each {@linkplain dev.trellis.Trellis#fingerprint state of the scripts} and copies it: with
 * {@code CREATE DATABASE ... TEMPLATE} on PostgreSQL, as a file on SQLite, statement by statement on the others. Templates
 * are on the server or in a folder, and locks keep processes from building the same template twice, so that forked JVMs and
 * later runs share the templates. {@link dev.trellis.junit.TrellisExtension} connects the databases to JUnit;
 * {@link dev.trellis.junit.TestProject} knows the configuration of a test class.
 *
 * <p>Only API of JUnit 5.14 is used, which all later versions have.
 */
@NullMarked
package dev.trellis.junit;

import org.jspecify.annotations.NullMarked;
