package dev.trellis.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a table, view or other object: for each of its parts, the operations that created and changed the part.
 *
 * @param kind the kind of the object
 * @param name the present name of the object, with its schema if it is not in the default schema
 * @param parts the object itself, then its columns in their order, its primary key, unique constraints, foreign keys, checks,
 *     EXCLUDE constraints, indexes, triggers and policies; empty if only raw SQL created the object
 * @param possible the raw SQL that mentions the object and may have changed it, in the order in which the revisions run
 */
public record BlameReport(Kind kind, String name, List<Part> parts, List<Change> possible) {
    public BlameReport {
        parts = List.copyOf(parts);
        possible = List.copyOf(possible);
    }

    /** The kinds of objects and parts. */
    public enum Kind {
        TABLE,
        COLUMN,
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        EXCLUDE,
        INDEX,
        TRIGGER,
        POLICY,
        ENUM,
        EXTENSION,
        DOMAIN,
        SEQUENCE,
        FUNCTION,
        PROCEDURE,
        VIEW,
        MATERIALIZED_VIEW;

        private final String key = name().toLowerCase(Locale.ROOT);

        /** Returns the name in JSON: {@code primary_key}. */
        @Override
        public String toString() {
            return key;
        }

        /** Returns the name in messages: {@code primary key}. */
        public String words() {
            return key.replace('_', ' ');
        }
    }

    /** The effects of an operation on a part. */
    public enum Effect {
        CREATED,
        CHANGED,
        RENAMED,
        /** Raw SQL mentions the object. Only the database knows the effect. */
        MAY_HAVE_CHANGED;

        private final String key = name().toLowerCase(Locale.ROOT);

        /** Returns the name in JSON: {@code may_have_changed}. */
        @Override
        public String toString() {
            return key;
        }

        /** Returns the name in messages: {@code may have changed}. */
        public String words() {
            return key.replace('_', ' ');
        }
    }

    /**
     * A part of the object, or the object itself.
     *
     * @param name the present name of the part; null for a primary key or unique constraint without a name
     * @param columns the columns of a column, key, constraint or index, in order; empty for other parts
     * @param changes the operations that created and changed the part, in the order in which they run; the first one created
     *     the part, unless raw SQL created it
     */
    public record Part(Kind kind, @Nullable String name, List<String> columns, List<Change> changes) {
        public Part {
            columns = List.copyOf(columns);
            changes = List.copyOf(changes);
        }
    }

    /**
     * An operation of a script.
     *
     * @param revision the identifier of its revision
     * @param branch the label of the branch of the revision; empty if the revision belongs to no branch
     * @param message the message of the revision; empty if it has none
     * @param created the time of creation of the revision, ISO 8601, or null
     * @param operation the description of the operation in one line, or the beginning of the SQL
     * @param location the file of the script, with the line of the operation if it is known
     */
    public record Change(
            Effect effect,
            String revision,
            String branch,
            String message,
            @Nullable String created,
            String operation,
            String location) {}

    /**
     * Returns the origin of one column: only the column and the keys, constraints and indexes that contain it.
     *
     * @param column the exact name of the column
     */
    public BlameReport ofColumn(String column) {
        return new BlameReport(
                kind,
                name,
                parts.stream().filter(part -> part.columns().contains(column)).toList(),
                possible);
    }

    /** Returns whether the object has a column of this exact name. */
    public boolean hasColumn(String column) {
        return parts.stream().anyMatch(part -> part.kind() == Kind.COLUMN && column.equals(part.name()));
    }
}
