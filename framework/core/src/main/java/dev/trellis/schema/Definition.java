package dev.trellis.schema;

import org.jspecify.annotations.Nullable;

/**
 * An object that is replaced as a whole rather than altered: a view, function, trigger, sequence.
 *
 * @param sql the complete {@code CREATE} statement, or the part of it that follows the name and, for a view, the keyword
 *     {@code AS}: {@code select * from customer}; without a final semicolon. A database for which no text is given lacks
 *     the object.
 * @param comment null if there is none
 */
public record Definition(
        DefinitionName name, SqlText sql, @Nullable String comment) {

    /** Returns a definition without a comment. */
    public static Definition of(DefinitionName name, String sql) {
        return new Definition(name, SqlText.of(sql), null);
    }

    /** Returns the kind of the object. */
    public DefinitionKind kind() {
        return name.kind();
    }

    /** Returns the definition with another name. */
    public Definition withName(DefinitionName value) {
        return new Definition(value, sql, comment);
    }

    /** Returns the definition with another text. */
    public Definition withSql(SqlText value) {
        return new Definition(name, value, comment);
    }
}
