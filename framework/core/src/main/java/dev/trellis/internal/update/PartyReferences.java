package dev.trellis.internal.update;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.lint.SqlOperations;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything in the scripts of the parties that refers to objects of other branches. */
final class PartyReferences {
    private final Branches branches;
    private final ParseContext context;
    private final Dialect dialect;
    private final Schema schema;
    private final ObjectOwners owners;
    private final List<Reference> references = new ArrayList<>();

    private PartyReferences(Branches branches, ParseContext context, Schema schema, ObjectOwners owners) {
        this.branches = branches;
        this.context = context;
        this.dialect = context.dialect();
        this.schema = schema;
        this.owners = owners;
    }

    /**
     * Collects the references.
     *
     * @param branches the installed branches
     * @param replay the replay of all their scripts
     */
    static List<Reference> in(Branches branches, ParseContext context, SchemaReplay replay) {
        PartyReferences all = new PartyReferences(branches, context, replay.schema(), replay.owners());
        for (Revision revision : branches.graph().order()) {
            MigrationScript script = branches.script(revision.id());
            Branch branch = branches.of(revision.id());
            if (script != null && branch != null) {
                Source source = new Source(branch.label(), script.id(), Location.of(script.display()));
                for (LocatedOperation located : script.body(context).upgrade()) {
                    all.read(located.operation(), source.at(located.location()));
                }
                all.readDependencies(revision, source);
            }
        }
        return all.references;
    }

    /** The script that contains a reference. */
    private record Source(String party, String revision, Location at) {
        Source at(Location place) {
            return new Source(party, revision, place);
        }

        Reference to(Reference.Kind kind, @Nullable TableName table, Set<String> names, String text) {
            return new Reference(party, kind, table, names, text, revision, at);
        }
    }

    private void read(Operation operation, Source source) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> read(each, source));
        } else if (operation instanceof CreateTable create) {
            Table table = create.table();
            table.foreignKeys().forEach(key -> readKey(table.name(), key, source));
            table.columns().forEach(column -> readColumn(table.name(), column, source));
        } else if (operation instanceof CreateForeignKey create) {
            readKey(create.table(), create.key(), source);
        } else if (operation instanceof AddColumn add) {
            readColumn(add.table(), add.column(), source);
        } else if (operation instanceof CreateDefinition create) {
            readDefinition(create.definition(), source);
        } else if (operation instanceof ReplaceDefinition replace) {
            readDefinition(replace.definition(), source);
        } else if (operation instanceof BulkInsert insert) {
            Set<String> columns = new HashSet<>();
            insert.rows().forEach(row -> columns.addAll(row.keySet()));
            references.add(source.to(
                    Reference.Kind.WRITE,
                    insert.table(),
                    columns,
                    "the rows that revision " + source.revision() + " inserts"));
        } else if (operation instanceof ExecuteSql execute) {
            SqlOperations.statements(execute, dialect).forEach(statement -> readSql(statement, source));
        }
        for (TableName table : operation.tables()) {
            String owner = owners.of(table);
            if (owner != null && !owner.equals(source.party()) && !(operation instanceof CreateTable)) {
                references.add(source.to(Reference.Kind.PART, table, Set.of(Reference.STAR), operation.describe()));
            }
        }
    }

    /** Adds a foreign key that still exists after all scripts, or whose table raw SQL may have changed. */
    private void readKey(TableName table, ForeignKey key, Source source) {
        boolean exists = schema.table(table).stream()
                .flatMap(present -> present.foreignKeys().stream())
                .anyMatch(present -> present.columns().equals(key.columns())
                        && present.referredTable().equals(key.referredTable()));
        if (exists) {
            references.add(source.to(
                    Reference.Kind.FOREIGN_KEY,
                    key.referredTable(),
                    Set.copyOf(key.referredColumns()),
                    "foreign key " + (key.name() == null ? "" : key.name() + " ") + "of table " + table));
        }
    }

    private void readColumn(TableName table, Column column, Source source) {
        if (column.type() instanceof Enumeration type) {
            references.add(
                    source.to(Reference.Kind.TYPE, type.name(), Set.of(), "column " + table + "." + column.name()));
        }
        String value = String.valueOf(column.defaultValue()) + ' ' + column.computed();
        Set<String> words = DefinitionText.words(value, dialect.syntax());
        if (column.defaultValue() instanceof dev.trellis.schema.DefaultValue.Expression || column.computed() != null) {
            references.add(source.to(Reference.Kind.DEFINITION, null, words, "column " + table + "." + column.name()));
        }
    }

    /** Adds a definition that still exists after all scripts, with this text or with a later one. */
    private void readDefinition(Definition definition, Source source) {
        String sql = definition.sql().in(dialect.name());
        if (sql == null) {
            return;
        }
        boolean exists = schema.definition(definition.name()).isPresent();
        Set<String> words = words(sql);
        TableName table = definition.name().table();
        if (table != null) {
            words.add(table.name());
        }
        references.add(source.to(
                exists ? Reference.Kind.DEFINITION : Reference.Kind.READ,
                null,
                words,
                definition.name().describe()));
    }

    private void readSql(String statement, Source source) {
        StatementSummary summary = StatementParser.parse(statement, dialect.syntax());
        Set<String> words = words(statement);
        boolean isWrite = words.contains("insert")
                || words.contains("update")
                || words.contains("delete")
                || words.contains("merge")
                || words.contains("replace");
        Reference.Kind ofRows = isWrite ? Reference.Kind.WRITE : Reference.Kind.READ;
        boolean isDefinition = summary instanceof StatementSummary.DataDefinition;
        references.add(source.to(
                isDefinition ? Reference.Kind.DEFINITION : ofRows,
                null,
                words,
                "the SQL of revision " + source.revision()));
    }

    private Set<String> words(String sql) {
        Set<String> words = new HashSet<>(DefinitionText.words(sql, dialect.syntax()));
        List<SqlToken> tokens = SqlFragment.tokens(sql, dialect.syntax());
        for (int i = 0; i < tokens.size(); i++) {
            boolean isValues = i > 1
                    && (tokens.get(i).is("values") || tokens.get(i).is("select"))
                    && !tokens.get(i - 1).is(")")
                    && tokens.stream().anyMatch(token -> token.is("insert"));
            // An INSERT without a list of columns refers to all columns, as does "*", also in the text of a function.
            if (isValues || tokens.get(i).text().contains(Reference.STAR)) {
                words.add(Reference.STAR);
            }
        }
        return words;
    }

    /** Adds the objects that a revision has created on which another party's revision depends. */
    private void readDependencies(Revision revision, Source source) {
        for (String name : revision.dependsOn()) {
            String id = branches.graph().branch(name).map(Revision::id).orElse(name);
            MigrationScript required = branches.script(id);
            Branch branch = branches.of(id);
            if (required == null || branch == null || branch.label().equals(source.party())) {
                continue;
            }
            Map<TableName, Set<String>> created = new HashMap<>();
            for (LocatedOperation located : required.body(context).upgrade()) {
                if (located.operation() instanceof CreateTable create) {
                    created.put(create.table().name(), Set.of());
                } else if (located.operation() instanceof AddColumn add) {
                    created.computeIfAbsent(add.table(), none -> new HashSet<>())
                            .add(add.column().name());
                }
            }
            created.forEach((table, columns) -> references.add(
                    source.to(Reference.Kind.DEPENDENCY, table, columns, "the dependency on revision " + id)));
        }
    }
}
