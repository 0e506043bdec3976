package dev.trellis.report;

import java.util.Locale;

/** The kinds of effects that an update of a branch has on other parties. */
public enum UpdateEffect {
    /** The branches cannot be loaded together: a label, an identifier or a dependency clashes. */
    CANNOT_LOAD,
    /** A revision would be refused or would fail. */
    CANNOT_RUN,
    /** A revision that the installed release contains is missing. */
    REVISION_GONE,
    /** The script of a revision that the installed release contains is different. */
    SCRIPT_CHANGED,
    /** A branch has more heads than before. */
    HEADS_FORKED,
    /** A fresh database runs revisions in another order than before. */
    ORDER_CHANGED,
    /** A fresh database gets another structure than an updated one. */
    FRESH_DIFFERS,
    /** An object that the update creates has the name of an object of another party. */
    NAME_TAKEN,
    /** A table is dropped or renamed. */
    TABLE_GONE,
    /** A column is dropped or renamed. */
    COLUMN_GONE,
    /** A column has another type, which does not hold all values of the former type. */
    TYPE_CHANGED,
    /** A column has another type, which holds all values of the former type. */
    TYPE_WIDENED,
    /** A column or table accepts fewer rows than before. */
    STRICTER,
    /** A column needs a value in each INSERT, which it did not before. */
    VALUE_REQUIRED,
    /** A column that needs a value has no default any more. */
    DEFAULT_GONE,
    /** A primary key or unique constraint, to which a foreign key may refer, is dropped. */
    KEY_GONE,
    /** A column may contain NULL, which it could not before. */
    NULLS_POSSIBLE,
    /** A view, function or other definition is dropped. */
    DEFINITION_GONE,
    /** A view, function or other definition is replaced. */
    DEFINITION_CHANGED,
    /** A column is added that does not need a value. */
    COLUMN_ADDED,
    /** A script changes rows of a table. */
    ROWS_CHANGED,
    /** A script contains SQL or a Java step whose effect its text does not show. */
    UNKNOWN_EFFECT;

    /** Returns the word for output, {@code column_gone}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
