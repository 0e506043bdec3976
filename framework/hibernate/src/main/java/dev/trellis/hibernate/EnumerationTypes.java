package dev.trellis.hibernate;

import dev.trellis.schema.ColumnType;
import java.util.HashSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;

/** The types that Hibernate creates for named enumerations. Hibernate sorts the values, and creates a domain on H2. */
final class EnumerationTypes {
    private static final Pattern CREATE =
            Pattern.compile("(?is)create (type|domain) (\\S+) as [^(]*(?:\\(\\d+\\) check \\(value in )?\\((.*?)\\)+");

    private EnumerationTypes() {}

    /**
     * Returns the type that Hibernate creates for an enumeration.
     *
     * @param domain the type of the column if Hibernate creates a domain
     */
    static ColumnType created(
            Metadata metadata,
            SqlStringGenerationContext context,
            ColumnType.Enumeration expected,
            Supplier<ColumnType> domain) {
        return metadata.getDatabase().getAuxiliaryDatabaseObjects().stream()
                .flatMap(object -> Stream.of(object.sqlCreateStrings(context)))
                .map(CREATE::matcher)
                .filter(Matcher::matches)
                .filter(create ->
                        create.group(2).equalsIgnoreCase(expected.name().name())
                                && hasValues(create.group(3), expected))
                .findFirst()
                .map(create -> create.group(1).equalsIgnoreCase("domain")
                        ? domain.get()
                        : new ColumnType.Enumeration(expected.name(), SqlType.values(create.group(3))))
                .orElse(expected);
    }

    private static boolean hasValues(String list, ColumnType.Enumeration expected) {
        return new HashSet<>(SqlType.values(list)).equals(new HashSet<>(expected.values()));
    }
}
