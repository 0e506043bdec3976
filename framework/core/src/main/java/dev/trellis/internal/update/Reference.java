package dev.trellis.internal.update;

import dev.trellis.error.Location;
import dev.trellis.schema.TableName;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mention of a table, column, view or function in a script of another party.
 *
 * @param party the label of the branch that contains the script
 * @param kind the kind of object that refers
 * @param table the table that is referred to; null if the words of SQL are all that is known
 * @param names the columns, or all words of the SQL, in lower case
 * @param text the referring object, for messages: {@code foreign key fk_order_customer of table poser_order}
 * @param revision the identifier of the revision whose script contains the mention
 */
record Reference(
        String party,
        Kind kind,
        @Nullable TableName table,
        Set<String> names,
        String text,
        String revision,
        Location at) {
    Reference {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** The word among {@link #names} that stands for all columns. */
    static final String STAR = "*";

    /** The kinds of referring objects. */
    enum Kind {
        FOREIGN_KEY,
        /** An index or constraint on a table of the other branch. */
        PART,
        /** A view, function or trigger, which exists until it is dropped. */
        DEFINITION,
        /** SQL that reads rows while its revision runs. */
        READ,
        /** SQL or an insertion that changes rows while its revision runs. */
        WRITE,
        /** A dependency on the revision that has created an object. */
        DEPENDENCY,
        /** A column whose type is an enumeration. */
        TYPE
    }

    /** Returns whether the reference matters only while its revision runs. */
    boolean isTransient() {
        return kind == Kind.READ || kind == Kind.WRITE;
    }

    /** Returns whether the reference is to an object with this name. */
    boolean isTo(TableName object) {
        return table == null
                ? names.contains(object.name().toLowerCase(Locale.ROOT))
                : table.name().equalsIgnoreCase(object.name());
    }

    /** Returns whether the reference is to one of the columns of a table, or to the table as a whole if there are none. */
    boolean isTo(TableName object, Set<String> columns) {
        return isTo(object)
                && (columns.isEmpty()
                        || names.contains(STAR)
                        || columns.stream().anyMatch(column -> names.contains(column.toLowerCase(Locale.ROOT))));
    }
}
