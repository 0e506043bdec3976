package dev.trellis.dialect.sqlite;

import java.util.Set;

/** The keywords of SQLite, from the page "SQLite Keywords" of its documentation; a name that is a keyword must be quoted. */
final class SqliteKeywords {
    private static final Set<String> ALL = Set.of(("abort action add after all alter always analyze and as asc attach"
                    + " autoincrement before begin between by cascade case cast check collate column commit conflict"
                    + " constraint create cross current current_date current_time current_timestamp database default"
                    + " deferrable deferred delete desc detach distinct do drop each else end escape except exclude"
                    + " exclusive exists explain fail false filter first following for foreign from full generated glob"
                    + " group groups having if ignore immediate in index indexed initially inner insert instead intersect"
                    + " into is isnull join key last left like limit match materialized natural no not nothing notnull"
                    + " null nulls of offset on or order others outer over partition plan pragma preceding primary query"
                    + " raise range recursive references regexp reindex release rename replace restrict returning right"
                    + " rollback row rows savepoint select set table temp temporary then ties to transaction trigger true"
                    + " unbounded union unique update using vacuum values view virtual when where window with within"
                    + " without")
            .split(" "));

    /** Keywords that are also functions, or are written like one. */
    private static final Set<String> FUNCTIONS =
            Set.of("replace", "glob", "like", "regexp", "match", "cast", "raise", "if");

    private SqliteKeywords() {}

    static boolean contains(String word) {
        return ALL.contains(SqliteTokens.fold(word));
    }

    /** Returns whether a parenthesis after the word belongs to the word, as in a function call. */
    static boolean isCallable(String word) {
        return !contains(word) || FUNCTIONS.contains(SqliteTokens.fold(word));
    }
}
