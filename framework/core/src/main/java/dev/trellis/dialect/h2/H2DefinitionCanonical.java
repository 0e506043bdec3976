package dev.trellis.dialect.h2;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts desired definitions into the form in which {@link H2Definitions} reads them back: creates them in a private
 * database in memory, together with the tables and definitions that they mention. Definitions that the database does not
 * contain are not created there, because they differ in any case.
 */
final class H2DefinitionCanonical {
    /** The errors for a table, column, function, sequence or other object that does not exist. */
    private static final Set<Integer> MISSING = Set.of(42102, 42103, 42104, 42122, 90022, 90036, 90079, 90120);

    private final H2Dialect dialect;
    private final Connection connection;
    private final String settings;
    private final Schema desired;
    private final Schema actual;
    private final Consumer<RejectedExpression> rejected;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, List<Definition>> definitions = new HashMap<>();

    /**
     * Creates the conversion.
     *
     * @param settings the settings of the private database in its URL
     */
    H2DefinitionCanonical(
            H2Dialect dialect,
            Connection connection,
            String settings,
            Schema desired,
            Schema actual,
            Consumer<RejectedExpression> rejected) {
        this.dialect = dialect;
        this.connection = connection;
        this.settings = settings;
        this.desired = desired;
        this.actual = actual;
        this.rejected = rejected;
    }

    List<Definition> definitions() throws SQLException {
        List<Definition> canonical = new ArrayList<>();
        Map<DefinitionName, Definition> wanted = new LinkedHashMap<>();
        for (Definition each : desired.definitions().values()) {
            String sql = CreateStatement.of(dialect, each);
            if (sql == null || !H2Definitions.KINDS.contains(each.kind())) {
                continue;
            }
            Definition written =
                    new Definition(each.name(), SqlText.of(sql), StandardCanonical.comment(each.comment()));
            Definition known = actual.definitions().get(each.name());
            if (known == null) {
                canonical.add(written);
            } else if (text(known).isEmpty()) {
                throw DialectException.missingPrivilege(
                        H2Dialect.NAME,
                        "ADMIN",
                        "read the text of " + each.name().describe());
            } else if (text(known).equals(sql)) {
                canonical.add(new Definition(each.name(), known.sql(), written.comment()));
            } else {
                wanted.put(each.name(), written);
            }
        }
        if (!wanted.isEmpty()) {
            actual.tables().values().forEach(table -> tables.put(key(table.name()), table));
            desired.tables().values().forEach(table -> tables.put(key(table.name()), table));
            canonical.addAll(spelled(wanted));
        }
        return canonical;
    }

    /**
     * Returns the definitions as H2 spells them. H2 may change the spelling each time it stores a definition, so the desired
     * and the stored one are stored again where they differ; if the results are equal, both mean the same.
     */
    private List<Definition> spelled(Map<DefinitionName, Definition> wanted) throws SQLException {
        Map<DefinitionName, Definition> first = stored(wanted, this::reject);
        Map<DefinitionName, Definition> again = new LinkedHashMap<>();
        Map<DefinitionName, Definition> known = new LinkedHashMap<>();
        first.forEach((name, spelled) -> {
            Definition other = actual.definitions().get(name);
            if (other != null && !spelled.sql().equals(other.sql())) {
                again.put(name, spelled);
                known.put(name, other);
            }
        });
        Map<DefinitionName, Definition> second = stored(again, (each, e) -> {});
        Map<DefinitionName, Definition> others = stored(known, (each, e) -> {});
        List<Definition> result = new ArrayList<>();
        wanted.forEach((name, written) -> {
            Definition spelled = first.getOrDefault(name, written);
            Definition stored = known.get(name);
            Definition storedAgain = others.get(name);
            boolean isSame = stored != null
                    && storedAgain != null
                    && (storedAgain.sql().equals(spelled.sql())
                            || isEqual(second.get(name), storedAgain)
                            || isEqual(second.get(name), stored));
            result.add(
                    new Definition(name, isSame && stored != null ? stored.sql() : spelled.sql(), written.comment()));
        });
        return result;
    }

    private static boolean isEqual(@Nullable Definition first, Definition second) {
        return first != null && first.sql().equals(second.sql());
    }

    private static String text(Definition definition) {
        return String.valueOf(definition.sql().single());
    }

    private static String key(TableName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    // ---- the private database ----

    /** Creates definitions in a private database and reads them back; without those that H2 does not accept. */
    private Map<DefinitionName, Definition> stored(
            Map<DefinitionName, Definition> wanted, BiConsumer<Definition, SQLException> refused) throws SQLException {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        definitions.clear();
        Map<DefinitionName, Definition> all = new LinkedHashMap<>(actual.definitions());
        all.putAll(desired.definitions());
        all.putAll(wanted);
        all.values()
                .forEach(each -> definitions
                        .computeIfAbsent(key(each.name().name()), name -> new ArrayList<>())
                        .add(each));
        try (Connection scratch = DriverManager.getConnection("jdbc:h2:mem:" + settings);
                Statement statement = scratch.createStatement()) {
            statement.setEscapeProcessing(false);
            String schema = Identifiers.doubleQuoted(connection.getSchema());
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            statement.execute("SET SCHEMA " + schema);
            Set<Object> done = new HashSet<>();
            wanted.values().forEach(each -> create(statement, each, done, refused));
            Set<String> schemas = new HashSet<>();
            wanted.keySet().forEach(name -> {
                if (name.name().schema() != null) {
                    schemas.add(name.name().schema());
                }
            });
            Map<DefinitionName, Definition> read = new HashMap<>(
                    H2Inspector.inspect(scratch, List.copyOf(schemas)).definitions());
            read.keySet().retainAll(wanted.keySet());
            return read;
        }
    }

    /** Creates a definition after the objects that its text mentions. */
    private void create(
            Statement statement,
            Definition definition,
            Set<Object> done,
            BiConsumer<Definition, SQLException> refused) {
        String sql = CreateStatement.of(dialect, definition);
        if (sql == null || !done.add(definition.name())) {
            return;
        }
        prepare(statement, sql, done);
        try {
            createSchema(statement, definition.name().name());
            statement.execute(
                    definition.kind() == DefinitionKind.TRIGGER
                            ? sql.replaceFirst("(?i)^\\s*create\\s+(force\\s+)?trigger", "CREATE FORCE TRIGGER")
                            : sql);
        } catch (SQLException e) {
            refused.accept(definition, e);
        }
    }

    /** Creates the objects whose names an SQL text contains. */
    private void prepare(Statement statement, String sql, Set<Object> done) {
        for (SqlToken token : SqlFragment.tokens(sql, SqlSyntax.H2)) {
            String name = token.value().toLowerCase(Locale.ROOT);
            boolean isName = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.NAME;
            Table table = isName ? tables.get(name) : null;
            if (table != null && done.add(table.name())) {
                create(statement, table, done);
            }
            if (isName) {
                definitions.getOrDefault(name, List.of()).forEach(each -> {
                    if (each.kind() != DefinitionKind.TRIGGER) {
                        create(statement, each, done, (other, e) -> {});
                    }
                });
            }
        }
    }

    private void create(Statement statement, Table table, Set<Object> done) {
        try {
            createSchema(statement, table.name());
            List<Column> columns = table.columns().stream()
                    .map(column -> Column.of(column.name(), column.type()))
                    .toList();
            columns.forEach(column -> prepare(statement, H2Types.sql(column.type()), done));
            List<String> commands = new ArrayList<>();
            dialect.compile(
                    List.of(new CreateTable(Table.of(table.name(), columns))),
                    Catalog.ofSchema(Schema.EMPTY),
                    each -> commands.add(each.sql()));
            for (String command : commands) {
                statement.execute(command);
            }
        } catch (SQLException | DialectException refused) {
            // H2 then refuses the definition that uses the table, which is reported.
        }
    }

    private void createSchema(Statement statement, TableName name) throws SQLException {
        if (name.schema() != null) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + dialect.quote(name.schema()));
        }
    }

    /** Reports a definition that H2 does not accept, unless the objects that it uses may be created first. */
    private void reject(Definition definition, SQLException e) {
        if (!MISSING.contains(e.getErrorCode())) {
            rejected.accept(new RejectedExpression(
                    definition.name().name(),
                    RejectedExpression.Part.DEFINITION,
                    definition.name().describe(),
                    text(definition),
                    String.valueOf(e.getMessage())));
        }
    }
}
