package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConverter.Result;
import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Converted;
import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.Source;
import dev.trellis.adopt.source.SourceContext;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.Location;
import dev.trellis.revision.Revision;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The project of Liquibase. */
public final class LiquibaseSource implements Source {
    private final List<List<ChangeSet>> chains = new ArrayList<>();
    private final Set<String> filtered = new HashSet<>();
    private @Nullable ChangelogTable table;

    @Override
    public String name() {
        return "Liquibase";
    }

    @Override
    public Converted convert(SourceContext context) {
        chains.clear();
        filtered.clear();
        LiquibaseSettings settings = LiquibaseSettings.read(context.project(), context.settings());
        List<String> changelogs = settings.changelogs();
        if (changelogs.size() != context.labels().size()) {
            throw SourceException.cannotAdopt(
                    "each root changelog becomes one branch, and the project has "
                            + counted(changelogs.size(), "root changelog") + " for "
                            + counted(context.labels().size(), "branch"),
                    "Name as many branches as changelogs, in the same order:"
                            + " --set changelogFile=A,B --branch LABEL --branch LABEL");
        }
        LiquibaseDatabase database = LiquibaseDatabase.of(context.dialect().name());
        ChangelogTable records = records(settings, context);
        table = records;
        Conversion conversion = new Conversion(settings, context, database);
        for (int i = 0; i < changelogs.size(); i++) {
            conversion.add(changelogs.get(i), context.labels().get(i));
        }
        return new Converted(
                conversion.scripts,
                List.of(),
                conversion.gaps,
                conversion.notes,
                records.names(),
                List.copyOf(conversion.schemas));
    }

    private static String counted(int count, String what) {
        return count + " " + (count == 1 ? what : what + (what.endsWith("h") ? "es" : "s"));
    }

    private static ChangelogTable records(LiquibaseSettings settings, SourceContext context) {
        String name = settings.get("databasechangelogtablename");
        String lock = settings.get("databasechangeloglocktablename");
        return new ChangelogTable(
                context.dialect(),
                settings.get("liquibaseschemaname"),
                name == null ? ChangelogTable.TABLE : name,
                lock == null ? ChangelogTable.LOCK_TABLE : lock);
    }

    /** Converts the change sets of all root changelogs. */
    private final class Conversion {
        private final ChangelogFiles files;
        private final ChangeFilter filter;
        private final ChangeSetConverter converter;
        private final Map<String, String> parameters;
        private final List<ConvertedScript> scripts = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();
        private final TreeSet<String> schemas = new TreeSet<>();
        private final Set<String> keys = new HashSet<>();
        private final Map<TableName, ConvertedScript> creators = new HashMap<>();

        Conversion(LiquibaseSettings settings, SourceContext context, LiquibaseDatabase database) {

            this.files = new ChangelogFiles(settings.roots());
            this.filter = settings.filter(database.shortName());
            List<String> defaults = Stream.of(
                            settings.get("defaultschemaname"),
                            context.database().schema())
                    .filter(schema -> schema != null)
                    .map(schema -> String.valueOf(schema).toLowerCase(Locale.ROOT))
                    .toList();
            boolean isQuoted = "QUOTE_ALL_OBJECTS".equalsIgnoreCase(settings.get("objectquotingstrategy"));
            LiquibaseNames names = new LiquibaseNames(database, context.dialect(), defaults, isQuoted);
            this.converter = new ChangeSetConverter(files, filter, names);
            this.parameters = new HashMap<>(settings.parameters());
            parameters.putIfAbsent("database.typeName", database.shortName());
            parameters.putIfAbsent("database.currentDateTimeFunction", database.currentTime());
        }

        void add(String changelog, String label) {
            ChangelogReader reader = new ChangelogReader(files, filter);
            reader.read(changelog, ChangelogProperties.of(parameters));
            filtered.addAll(reader.filtered());
            gaps.addAll(reader.gaps());
            notes.addAll(reader.notes());
            List<ChangeSet> chain = new ArrayList<>();
            List<String> parents = List.of();
            for (ChangeSet set : reader.changeSets()) {
                if (!keys.add(set.key())) {
                    notes.add(new Note(
                            set.location().toString(),
                            "change set " + set.key() + " belongs to an earlier branch and is not repeated",
                            null));
                    continue;
                }
                chain.add(set);
                ConvertedScript script = script(set, label, parents);
                scripts.add(script);
                parents = List.of(script.id());
            }
            chains.add(chain);
            if (chain.isEmpty()) {
                throw ChangelogException.settings(
                        Location.of(changelog),
                        "no change set of the changelog runs with these settings",
                        "Check the changelog, and the settings contexts and labelFilter: --set contexts=NAME");
            }
        }

        private ConvertedScript script(ChangeSet set, String label, List<String> parents) {
            Result result = converter.convert(set);
            gaps.addAll(result.gaps());
            notes.addAll(result.notes());
            result.created().stream()
                    .map(TableName::schema)
                    .filter(schema -> schema != null)
                    .forEach(schemas::add);
            List<String> dependencies = result.references().stream()
                    .map(creators::get)
                    .filter(creator -> creator != null && !creator.branch().equals(label))
                    .map(ConvertedScript::id)
                    .distinct()
                    .sorted()
                    .toList();
            ConvertedScript script = new ConvertedScript(
                    new Revision(set.revision(), parents, parents.isEmpty() ? Set.of(label) : Set.of(), dependencies),
                    label,
                    set.message(),
                    result.body(),
                    result.comments().stream().map(PrintableName::of).toList(),
                    set.location());
            result.created().forEach(created -> creators.put(created, script));
            return script;
        }
    }

    @Override
    public Applied applied(SourceContext context, Connection connection, Converted converted) throws SQLException {
        ChangelogTable records = table;
        if (records == null) {
            throw new IllegalStateException("the project has not been converted");
        }
        return records.applied(connection, chains, filtered);
    }
}
