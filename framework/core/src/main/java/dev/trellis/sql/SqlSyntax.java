package dev.trellis.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The lexical rules by which a database's own shell finds the end of a statement. Each dialect declares its features. The rules
 * that all databases share need no feature: {@code ;}, {@code '...'} and {@code "..."} with doubled quotes, {@code --} and
 * {@code /}{@code *} comments.
 *
 * @param features the rules beyond the shared ones
 */
public record SqlSyntax(Set<Feature> features) {
    /** A lexical rule that not every database has. */
    public enum Feature {
        /** Block comments nest. */
        NESTED_COMMENTS,
        /** {@code #} starts a comment. */
        HASH_COMMENTS,
        /** {@code //} starts a comment. */
        SLASH_COMMENTS,
        /** {@code --} starts a comment only before a blank or between statements. */
        DASHES_NEED_BLANK,
        /** {@code /}{@code *!} and {@code /}{@code *M!} are part of the statement. */
        EXECUTABLE_COMMENTS,
        /** A backslash in {@code '...'} and {@code "..."} escapes the next character. */
        BACKSLASH_ESCAPES,
        /** A backslash in {@code E'...'} escapes the next character. */
        ESCAPE_STRINGS,
        /** {@code "..."} is a string and not a name. */
        DOUBLE_QUOTED_STRINGS,
        /** {@code `...`} quotes a name. */
        BACKQUOTES,
        /** {@code [...]} quotes a name. */
        BRACKETS,
        /** {@code $$...$$} quotes a string after a blank. */
        DOLLAR_QUOTES,
        /** {@code $$...$$} and {@code $tag$...$tag$} quote a string. */
        TAGGED_DOLLAR_QUOTES,
        /** A {@code DELIMITER //} line changes the delimiter. */
        DELIMITER_LINES,
        /** {@code CREATE TRIGGER ... BEGIN ...; END;} is one statement by the rules of {@code sqlite3_complete}. */
        TRIGGER_BODIES,
        /**
         * {@code CREATE FUNCTION ... BEGIN ATOMIC ...; END;} and {@code (...; ...)} are one statement by the rules of psql.
         */
        ATOMIC_BODIES,
        /** {@code COPY ... FROM STDIN} reads data from the following lines; scripts reject it. */
        COPY,
        /** A backslash outside quotes starts a shell command. */
        BACKSLASH_COMMANDS,
        /** A dot at the beginning of a statement starts a shell command. */
        DOT_COMMANDS,
        /** A carriage return ends a line, and with it a comment, like a line feed. */
        CARRIAGE_RETURNS,
        /** Every character that Unicode calls a space is a blank, such as the no-break space. */
        UNICODE_BLANKS,
        /** U+FEFF, the byte order mark, is a blank in front of a token. */
        BYTE_ORDER_MARKS
    }

    /** The rules for text whose database is not known: the rules that all databases share, and backquotes. */
    public static final SqlSyntax PORTABLE = of(Feature.BACKQUOTES);

    /** The rules of the sqlite3 shell. */
    public static final SqlSyntax SQLITE = of(
            Feature.BACKQUOTES,
            Feature.BRACKETS,
            Feature.TRIGGER_BODIES,
            Feature.DOT_COMMANDS,
            Feature.BYTE_ORDER_MARKS);

    /** The rules of H2's RUNSCRIPT. */
    public static final SqlSyntax H2 = of(
            Feature.NESTED_COMMENTS,
            Feature.SLASH_COMMENTS,
            Feature.DOLLAR_QUOTES,
            Feature.CARRIAGE_RETURNS,
            Feature.UNICODE_BLANKS);

    /** The rules of psql. */
    public static final SqlSyntax POSTGRESQL = of(
            Feature.NESTED_COMMENTS,
            Feature.ESCAPE_STRINGS,
            Feature.TAGGED_DOLLAR_QUOTES,
            Feature.ATOMIC_BODIES,
            Feature.COPY,
            Feature.BACKSLASH_COMMANDS,
            Feature.CARRIAGE_RETURNS);

    /** The rules of the mariadb and mysql clients. */
    public static final SqlSyntax MARIADB = of(
            Feature.HASH_COMMENTS,
            Feature.DASHES_NEED_BLANK,
            Feature.EXECUTABLE_COMMENTS,
            Feature.BACKSLASH_ESCAPES,
            Feature.DOUBLE_QUOTED_STRINGS,
            Feature.BACKQUOTES,
            Feature.DELIMITER_LINES,
            Feature.BACKSLASH_COMMANDS);

    public SqlSyntax {
        features = Collections.unmodifiableSet(
                features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features));
    }

    /** Returns a syntax with these features. */
    public static SqlSyntax of(Feature... features) {
        return new SqlSyntax(Set.copyOf(List.of(features)));
    }

    /** Returns whether the syntax has a feature. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }
}
