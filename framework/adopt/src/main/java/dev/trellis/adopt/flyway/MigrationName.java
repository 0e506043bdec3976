package dev.trellis.adopt.flyway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a migration file, such as {@code V1.2__create_person.sql}.
 *
 * @param kind the kind of migration
 * @param version the version; null for a repeatable migration
 * @param description the description with blanks instead of underscores; may be empty
 */
record MigrationName(Kind kind, @Nullable MigrationVersion version, String description) {

    /** The kinds of migrations. */
    enum Kind {
        VERSIONED("sqlMigrationPrefix", "V"),
        UNDO("undoSqlMigrationPrefix", "U"),
        BASELINE("baselineMigrationPrefix", "B"),
        REPEATABLE("repeatableSqlMigrationPrefix", "R");

        private final String setting;
        private final String prefix;

        Kind(String setting, String prefix) {
            this.setting = setting;
            this.prefix = prefix;
        }
    }

    /** Reads names with the prefixes, separator and suffixes of a project. */
    static final class Reader {
        private final List<Map.Entry<String, Kind>> prefixes = new ArrayList<>();
        private final String separator;
        private final List<String> suffixes;

        Reader(FlywaySettings settings) {
            for (Kind kind : Kind.values()) {
                prefixes.add(Map.entry(settings.text(kind.setting, kind.prefix), kind));
            }
            // The longest prefix that fits is the prefix of a name.
            prefixes.sort(Comparator.comparing(entry -> -entry.getKey().length()));
            separator = settings.text("sqlMigrationSeparator", "__");
            List<String> configured = settings.list("sqlMigrationSuffixes");
            suffixes = configured.isEmpty() ? List.of(".sql") : configured;
        }

        /** Returns whether a file has one of the suffixes of SQL migrations. */
        boolean isSql(String file) {
            return suffix(file) != null;
        }

        /** Returns the parts of the file name of an SQL migration; empty for any other file. */
        Optional<MigrationName> sql(String file) {
            String suffix = suffix(file);
            return suffix == null ? Optional.empty() : name(file.substring(0, file.length() - suffix.length()));
        }

        /** Returns the parts of the file name of a migration in Java, Kotlin or Groovy; empty for any other file. */
        Optional<MigrationName> code(String file) {
            int dot = file.lastIndexOf('.');
            return dot < 0 || !List.of(".java", ".kt", ".groovy", ".class").contains(file.substring(dot))
                    ? Optional.empty()
                    : name(file.substring(0, dot));
        }

        private @Nullable String suffix(String file) {
            String lower = file.toLowerCase(Locale.ROOT);
            return suffixes.stream()
                    .filter(suffix -> lower.endsWith(suffix.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElse(null);
        }

        private Optional<MigrationName> name(String stem) {
            for (Map.Entry<String, Kind> prefix : prefixes) {
                if (stem.startsWith(prefix.getKey())) {
                    return name(
                            prefix.getValue(), stem.substring(prefix.getKey().length()));
                }
            }
            return Optional.empty();
        }

        private Optional<MigrationName> name(Kind kind, String rest) {
            int index = separator.isEmpty() ? -1 : rest.indexOf(separator);
            String left = index < 0 ? rest : rest.substring(0, index);
            String description =
                    index < 0 ? "" : rest.substring(index + separator.length()).replace('_', ' ');
            if (kind == Kind.REPEATABLE) {
                return left.isEmpty() ? Optional.of(new MigrationName(kind, null, description)) : Optional.empty();
            }
            return MigrationVersion.parse(left).map(version -> new MigrationName(kind, version, description));
        }
    }
}
