/**
 * Reads projects of Liquibase. {@link dev.trellis.adopt.liquibase.ChangelogReader} follows the includes of a root changelog and
 * returns its change sets in the order in which Liquibase runs them. Changelogs in XML, YAML, JSON and formatted SQL become
 * the same tree of {@link dev.trellis.adopt.liquibase.ChangeNode}s, so a change is converted the same way in every format.
 * {@link dev.trellis.adopt.liquibase.ChangeSetConverter} converts each change set to one revision, and
 * {@link dev.trellis.adopt.liquibase.ChangelogTable} reads the table {@code DATABASECHANGELOG}.
 *
 * <p>The conversion is for one database. Where Liquibase renders a change differently for each database, so does the
 * conversion: types are those that Liquibase creates, and a constraint without a name gets the name that the database gives
 * it. The rules follow Liquibase 4.33.
 *
 * <p>Nothing is left out silently: an attribute that no converter has read is a gap.
 */
@NullMarked
package dev.trellis.adopt.liquibase;

import org.jspecify.annotations.NullMarked;
