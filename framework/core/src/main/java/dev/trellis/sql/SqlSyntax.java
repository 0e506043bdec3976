package dev.trellis.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a database's own shell goes by when it looks for the end of a statement. A dialect states its own; what all have
 * in common needs no feature: {@code ;}, {@code '...'} and {@code "..."} with doubled quotes, {@code --} and
 * {@code /}{@code *} comments.
 */
public record SqlSyntax(Set<Feature> features) {
    /** Each named for what it adds. */
    public enum Feature {
        /** A comment within a comment needs its own end. */
        NESTED_COMMENTS,
        /** {@code #} starts a comment. */
        HASH_COMMENTS,
        /** {@code //} starts a comment. */
        SLASH_COMMENTS,
        /** {@code --} starts a comment only before a blank or where no statement has begun. */
        DASHES_NEED_BLANK,
        /** {@code /}{@code *!} and {@code /}{@code *M!} are not comments but a part of the statement. */
        EXECUTABLE_COMMENTS,
        /** A backslash in {@code '...'} and {@code "..."} escapes what follows. */
        BACKSLASH_ESCAPES,
        /** A backslash in {@code E'...'} escapes what follows. */
        ESCAPE_STRINGS,
        /** {@code `...`} quotes. */
        BACKQUOTES,
        /** {@code [...]} quotes. */
        BRACKETS,
        /** {@code $$...$$} quotes where a blank is before it. */
        DOLLAR_QUOTES,
        /** {@code $$...$$} and {@code $tag$...$tag$} quote. */
        TAGGED_DOLLAR_QUOTES,
        /** A {@code DELIMITER //} line changes what ends a statement. */
        DELIMITER_LINES,
        /** {@code CREATE TRIGGER ... BEGIN ...; END;} is one statement, by the rules of {@code sqlite3_complete}. */
        TRIGGER_BODIES,
        /** So are {@code CREATE FUNCTION ... BEGIN ATOMIC ...; END;} and {@code (...; ...)}, by the rules of psql. */
        ATOMIC_BODIES,
        /** {@code COPY ... FROM STDIN} would read the lines after it, and a script has no such lines. */
        COPY,
        /** A backslash outside of quotes starts a command of the shell. */
        BACKSLASH_COMMANDS,
        /** A dot where a statement should begin starts a command of the shell. */
        DOT_COMMANDS
    }

    /** As sqlite3 reads. */
    public static final SqlSyntax SQLITE =
            of(Feature.BACKQUOTES, Feature.BRACKETS, Feature.TRIGGER_BODIES, Feature.DOT_COMMANDS);

    /** As H2's RUNSCRIPT reads. */
    public static final SqlSyntax H2 = of(Feature.NESTED_COMMENTS, Feature.SLASH_COMMENTS, Feature.DOLLAR_QUOTES);

    /** As psql reads. */
    public static final SqlSyntax POSTGRESQL = of(
            Feature.NESTED_COMMENTS,
            Feature.ESCAPE_STRINGS,
            Feature.TAGGED_DOLLAR_QUOTES,
            Feature.ATOMIC_BODIES,
            Feature.COPY,
            Feature.BACKSLASH_COMMANDS);

    /** As mariadb and mysql read. */
    public static final SqlSyntax MARIADB = of(
            Feature.HASH_COMMENTS,
            Feature.DASHES_NEED_BLANK,
            Feature.EXECUTABLE_COMMENTS,
            Feature.BACKSLASH_ESCAPES,
            Feature.BACKQUOTES,
            Feature.DELIMITER_LINES,
            Feature.BACKSLASH_COMMANDS);

    public SqlSyntax {
        features = Collections.unmodifiableSet(
                features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features));
    }

    /** A syntax with these features beside what all have in common. */
    public static SqlSyntax of(Feature... features) {
        return new SqlSyntax(Set.copyOf(List.of(features)));
    }

    /** Whether it has the feature. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }
}
