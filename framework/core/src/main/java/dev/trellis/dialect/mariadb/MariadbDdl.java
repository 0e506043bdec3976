package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CatalogAhead;
import dev.trellis.dialect.Command;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How MariaDB says the operations. */
final class MariadbDdl extends StandardDdl {
    /** A character set and what comes after it. */
    private static final Pattern COLLATION = Pattern.compile("(?i)binary|[a-z0-9]+_[a-z0-9_]+");

    /** The enumerations that columns get in this compilation. */
    private final Set<Enumeration> written = new HashSet<>();

    private final MariadbRetyping retyping = new MariadbRetyping(this);

    MariadbDdl(MariadbDialect dialect, Catalog catalog, Consumer<Command> sink) {
        super(dialect, catalog, sink);
    }

    /**
     * A counted column comes and goes with its key in one statement, because it cannot be without; so do the two halves
     * of another primary key. Foreign keys that stand in the way of new types are dropped before them and made again after.
     */
    @Override
    protected void say(List<Operation> operations) {
        operations.forEach(each -> enumsIn(each, written));
        int at = 0;
        while (at < operations.size()) {
            Operation one = operations.get(at);
            Operation next = at + 1 < operations.size() ? operations.get(at + 1) : null;
            if (!(one instanceof AlterColumn)) {
                retyping.finish();
            }
            String both = next == null ? null : together(one, next);
            if (both != null && next != null) {
                operation(one);
                alterTable(one.tables().iterator().next(), both);
                catalog().applied(one);
                catalog().applied(next);
                at += 2;
            } else {
                compile(one);
                at++;
            }
        }
        retyping.finish();
    }

    private static void enumsIn(Operation operation, Set<Enumeration> found) {
        if (operation instanceof AlterColumn alter && alter.type() instanceof Enumeration type) {
            found.add(type);
        } else if (operation instanceof CreateTable create) {
            create.table().columns().forEach(column -> {
                if (column.type() instanceof Enumeration type) {
                    found.add(type);
                }
            });
        }
    }

    private @Nullable String together(Operation one, Operation next) {
        if (!one.tables().equals(next.tables())) {
            return null;
        }
        operation(one);
        if (one instanceof AddColumn add && add.column().identity() != null) {
            String key = keyOn(add.column().name(), next);
            return key == null ? null : "ADD COLUMN " + definition(add) + ", ADD " + key;
        }
        if (next instanceof DropColumn drop && dropsKey(one) && isCounted(drop)) {
            return String.join(", ", dropping(drop));
        }
        if (one instanceof DropConstraint drop
                && drop.type() == DropConstraint.Type.PRIMARY_KEY
                && next instanceof CreatePrimaryKey create) {
            Table before = known(drop.table()).orElse(null);
            List<String> changes = new ArrayList<>();
            if (before != null) {
                changes.addAll(indexesFor(before, before.withPrimaryKey(create.key())));
            }
            changes.add("DROP PRIMARY KEY");
            changes.add("ADD " + primaryKey(create.key()));
            return String.join(", ", changes);
        }
        return null;
    }

    private static boolean dropsKey(Operation operation) {
        return operation instanceof DropIndex
                || (operation instanceof DropConstraint drop
                        && (drop.type() == DropConstraint.Type.PRIMARY_KEY
                                || drop.type() == DropConstraint.Type.UNIQUE));
    }

    private boolean isCounted(DropColumn operation) {
        return known(operation.table())
                .flatMap(table -> table.column(operation.column()))
                .filter(column -> column.identity() != null)
                .isPresent();
    }

    private @Nullable String keyOn(String column, Operation next) {
        if (next instanceof CreatePrimaryKey create
                && create.key().columns().get(0).equals(column)) {
            return primaryKey(create.key());
        }
        if (next instanceof CreateUniqueConstraint create
                && create.constraint().columns().get(0).equals(column)) {
            return unique(create.constraint());
        }
        if (next instanceof CreateIndex create && create.index().columns().indexOf(column) == 0) {
            return index(create.index());
        }
        return null;
    }

    // ---- names and pieces ----

    String name(String name) {
        return quote(name);
    }

    String names(List<String> columns) {
        return quoted(columns);
    }

    String foreignKeySql(ForeignKey key) {
        return foreignKey(key);
    }

    void alter(TableName table, String change) {
        alterTable(table, change);
    }

    Catalog known() {
        return catalog();
    }

    Optional<Table> known(TableName table) {
        return catalog().table(table);
    }

    @Override
    protected String type(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            enumeration.values().forEach(value -> requireKept(value, "the values of an enumeration"));
        }
        return MariadbTypes.sql(type);
    }

    @Override
    protected String columnDefinition(Table table, Column column) {
        StringBuilder text = new StringBuilder(quote(column.name())).append(' ').append(type(column.type()));
        ColumnType type = MariadbTypes.canonical(column.type(), table.name());
        if (column.collation() != null && (MariadbTypes.isText(type) || MariadbTypes.isOwn(column.type()))) {
            text.append(" COLLATE ").append(collation(column.collation()));
        }
        if (column.computed() != null) {
            if (!column.nullable()) {
                throw unsupported(
                        "a generated column cannot be NOT NULL",
                        "leave 'nullable: false' out, or say it as a check: " + column.name() + " is not null");
            }
            text.append(' ').append(computed(column.computed()));
        } else {
            if (!column.nullable()) {
                text.append(" NOT NULL");
            } else if (type instanceof ColumnType.Native found && found.sql().startsWith("timestamp")) {
                text.append(" NULL");
            }
            if (column.identity() != null) {
                text.append(' ').append(identity(column.identity()));
            } else if (column.defaultValue() != null) {
                text.append(" DEFAULT ").append(defaultSql(column, column.defaultValue()));
            }
        }
        if (column.comment() != null) {
            text.append(" COMMENT ").append(comment(column.comment()));
        }
        return text.toString();
    }

    private String comment(String comment) {
        requireKept(comment, "comments");
        return literal(comment);
    }

    /** The catalogue's own character set is utf8mb3: it would put question marks in the place of other characters. */
    private void requireKept(String text, String what) {
        text.codePoints()
                .filter(Character::isSupplementaryCodePoint)
                .findFirst()
                .ifPresent(character -> {
                    throw unsupported(
                            "it keeps no character beyond U+FFFF in " + what,
                            "leave '" + Character.toString(character) + "' out");
                });
    }

    @Override
    protected String collation(String name) {
        if (!COLLATION.matcher(name).matches()) {
            throw unsupported("it has no collation '" + name + "'", "name one of its own, such as utf8mb4_bin");
        }
        return quote(name);
    }

    @Override
    protected String defaultSql(Column column, DefaultValue value) {
        if (value instanceof DefaultValue.Literal literal) {
            ColumnType type = MariadbTypes.canonical(column.type(), TableName.of(column.name()));
            return literal(MariadbTypes.literal(literal.value(), type));
        }
        return "(" + sql(((DefaultValue.Expression) value).sql()) + ")";
    }

    /** Where it begins is said behind the table's parentheses. */
    @Override
    protected String identity(Identity identity) {
        if (identity.always()) {
            throw unsupported("AUTO_INCREMENT always takes a value that an INSERT brings", "write 'identity: true'");
        }
        if (identity.increment() != null && identity.increment() != 1) {
            throw unsupported(
                    "the step of AUTO_INCREMENT is the server's (auto_increment_increment)", "leave 'increment' out");
        }
        return "AUTO_INCREMENT";
    }

    /** A primary key is called PRIMARY, whatever else it is called. */
    @Override
    protected String primaryKey(PrimaryKey key) {
        return "PRIMARY KEY (" + quoted(key.columns()) + ")";
    }

    @Override
    protected String foreignKey(ForeignKey key) {
        if (key.deferrable()) {
            throw unsupported("it checks foreign keys at once", "leave 'deferrable' and 'initially' out");
        }
        if (key.match() != null) {
            throw unsupported("it ignores MATCH", "leave 'match' out");
        }
        if (key.onDelete() == ReferentialAction.SET_DEFAULT || key.onUpdate() == ReferentialAction.SET_DEFAULT) {
            throw unsupported("InnoDB has no SET DEFAULT", "use 'set null', or a trigger");
        }
        return super.foreignKey(key);
    }

    @Override
    protected String indexPart(Index.Part part) {
        if (part.column() == null) {
            throw unsupported(
                    "it has no indexes on expressions", "add a computed column with the expression and index that");
        }
        if (part.nullsFirst() != null && part.nullsFirst() == part.descending()) {
            throw unsupported("its indexes have NULLs first, and last in descending order", "leave 'nulls' out");
        }
        if (part.opclass() != null) {
            throw unsupported("it has no operator classes", "leave 'opclass' out");
        }
        return quote(part.column())
                + (part.length() == null ? "" : "(" + part.length() + ")")
                + (part.descending() ? " DESC" : "");
    }

    /** From UNIQUE or INDEX on, as CREATE TABLE and ALTER TABLE ... ADD say it. */
    private String index(Index index) {
        return kind(index) + "INDEX " + quote(String.valueOf(index.name())) + " (" + parts(index) + ")" + using(index);
    }

    private String parts(Index index) {
        if (index.where() != null) {
            throw unsupported(
                    "it has no partial indexes",
                    "leave 'where' out; for a unique one, index a computed column that is NULL where the condition fails");
        }
        if (!index.include().isEmpty()) {
            throw unsupported("its indexes carry no further columns", "add the columns of 'include' to 'columns'");
        }
        if (index.nullsNotDistinct()) {
            throw unsupported("its unique indexes take NULLs for different", "leave 'nulls_not_distinct' out");
        }
        return indexParts(index);
    }

    private String kind(Index index) {
        String method = MariadbKeys.method(index);
        return switch (method) {
            case "" -> index.unique() ? "UNIQUE " : "";
            case "fulltext", "spatial" -> method.equals("fulltext") ? "FULLTEXT " : "SPATIAL ";
            default ->
                throw unsupported(
                        "it has no index method '" + index.using() + "'", "use btree, hash, fulltext or spatial");
        };
    }

    private static String using(Index index) {
        return index.using() == null || !MariadbKeys.method(index).isEmpty()
                ? ""
                : " USING " + index.using().toUpperCase(Locale.ROOT);
    }

    @Override
    protected String createIndex(TableName table, Index index, boolean concurrently) {
        return "CREATE " + kind(index) + "INDEX " + quote(String.valueOf(index.name())) + " ON " + quote(table) + " ("
                + parts(index) + ")" + using(index) + (concurrently ? " LOCK=NONE" : "");
    }

    @Override
    protected List<String> tableElements(Table table) {
        table.foreignKeys().forEach(key -> requireSchemaSaid(table.name(), key));
        List<String> elements = super.tableElements(table);
        table.indexes().forEach(index -> elements.add(index(index)));
        return elements;
    }

    @Override
    protected String createTable(Table table) {
        StringBuilder text = new StringBuilder(super.createTable(table));
        for (Column column : table.columns()) {
            if (column.identity() != null && column.identity().start() != null) {
                text.append(" AUTO_INCREMENT = ").append(column.identity().start());
            }
        }
        if (table.comment() != null) {
            text.append(" COMMENT = ").append(comment(table.comment()));
        }
        return text.toString();
    }

    // ---- the operations ----

    @Override
    public void visit(CreateTable operation) {
        emit(createTable(operation.table()));
    }

    @Override
    public void visit(CreateForeignKey operation) {
        requireSchemaSaid(operation.table(), operation.key());
        super.visit(operation);
    }

    @Override
    public void visit(RenameTable operation) {
        alterTable(operation.table(), "RENAME TO " + quote(operation.table().renamed(operation.to())));
    }

    private String definition(AddColumn operation) {
        Table alone = Table.of(operation.table(), List.of(operation.column()));
        return columnDefinition(alone, operation.column());
    }

    @Override
    public void visit(AddColumn operation) {
        if (operation.column().identity() != null) {
            throw unsupported(
                    "a column with AUTO_INCREMENT has to be a key from the start",
                    "follow it at once by the create_primary_key, create_unique_constraint or create_index that begins"
                            + " with it");
        }
        alterTable(operation.table(), addColumn(operation) + definition(operation));
    }

    @Override
    public void visit(AlterColumn operation) {
        if (!operation.changesDefinition()) {
            alterTable(
                    operation.table(),
                    "RENAME COLUMN " + quote(operation.column()) + " TO " + quote(operation.newName()));
            return;
        }
        Table table = known(operation.table())
                .orElseThrow(() -> unknown(operation.table().toString()));
        Column before = column(table, operation.column());
        Column after = operation.applyTo(before);
        if (onlyDefault(operation) && !losesExpression(before, after)) {
            alterTable(operation.table(), "ALTER COLUMN " + quote(before.name()) + defaultChange(after));
            return;
        }
        retyping.begin(table, before, after);
        String beyond = "";
        if (CatalogAhead.beneath(catalog()) instanceof MariadbCatalog live) {
            beyond = live.beyond(operation.table(), before.name());
            if (operation.rename() != null) {
                beyond = beyond.replace(quote(before.name()), quote(after.name()));
            }
        }
        String verb = operation.rename() == null ? "MODIFY COLUMN " : "CHANGE COLUMN " + quote(before.name()) + " ";
        alterTable(operation.table(), verb + columnDefinition(table, required(table, after)) + beyond);
    }

    /** Which columns are meant, nobody can tell: an enumeration is known by the columns that have it. */
    @Override
    public void visit(AlterEnum operation) {
        if (!written.contains(operation.type())) {
            throw unsupported(
                    "its enumerations have no names",
                    "beside it, give each column that has it the new type: alter_column: {table: ..., name: ..., type: \""
                            + operation.type() + "\"}");
        }
    }

    private static Column required(Table table, Column column) {
        return column.nullable() && table.inPrimaryKey(column.name()) ? column.withNullable(false) : column;
    }

    private RuntimeException unknown(String table) {
        return unsupported(
                "a column is defined anew as a whole, and the definition of table '" + table + "' is not known here",
                "create the table with an operation instead of SQL text, or say the change in SQL text as well");
    }

    private Column column(Table table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> SchemaException.noSuchColumn(table.name(), name));
    }

    private static boolean onlyDefault(AlterColumn operation) {
        AlterColumn rest = operation.withUsing(null);
        return operation.defaultValue() != null
                && rest.equals(AlterColumn.of(operation.table(), operation.column())
                        .withDefault(operation.defaultValue().to()));
    }

    /** ALTER COLUMN leaves {@code CURRENT_TIMESTAMP} where it is, whatever it is told. */
    private static boolean losesExpression(Column before, Column after) {
        return before.defaultValue() instanceof DefaultValue.Expression
                && !(after.defaultValue() instanceof DefaultValue.Expression);
    }

    /** DROP DEFAULT would leave a nullable column without its NULL. */
    private String defaultChange(Column after) {
        if (after.defaultValue() != null) {
            return " SET DEFAULT " + defaultSql(after, after.defaultValue());
        }
        return after.nullable() ? " SET DEFAULT NULL" : " DROP DEFAULT";
    }

    @Override
    public void visit(DropColumn operation) {
        alterTable(operation.table(), String.join(", ", dropping(operation)));
    }

    /** A column goes together with what needs it. */
    private List<String> dropping(DropColumn operation) {
        Table before = known(operation.table()).orElse(null);
        List<String> changes = new ArrayList<>();
        if (before != null && before.column(operation.column()).isPresent()) {
            Table after = operation.apply(Schema.EMPTY.with(before)).require(operation.table());
            changes.addAll(indexesFor(before, after));
            for (ForeignKey key : missing(before.foreignKeys(), after.foreignKeys())) {
                changes.add("DROP FOREIGN KEY " + quote(String.valueOf(key.name())));
                if (key.columns().size() > 1) {
                    changes.add("DROP INDEX IF EXISTS " + quote(String.valueOf(key.name())));
                }
            }
            if (before.primaryKey() != null && after.primaryKey() == null) {
                changes.add("DROP PRIMARY KEY");
            }
            missing(before.uniques(), after.uniques()).stream()
                    .map(UniqueConstraint::name)
                    .forEach(name -> changes.add("DROP INDEX " + quote(String.valueOf(name))));
            missing(before.indexes(), after.indexes()).stream()
                    .map(Index::name)
                    .forEach(name -> changes.add("DROP INDEX " + quote(String.valueOf(name))));
            missing(before.checks(), after.checks()).stream()
                    .filter(check -> !isOwnCheck(before, check.name()))
                    .forEach(check -> changes.add("DROP CONSTRAINT " + quote(String.valueOf(check.name()))));
        }
        changes.add("DROP COLUMN " + quote(operation.column()));
        return changes;
    }

    private static <T> List<T> missing(List<T> all, List<T> left) {
        List<T> missing = new ArrayList<>(all);
        missing.removeAll(left);
        return missing;
    }

    private boolean isOwnCheck(Table table, @Nullable String name) {
        return name != null
                && table.column(name).isPresent()
                && CatalogAhead.beneath(catalog()) instanceof MariadbCatalog live
                && live.ownCheck(table.name(), name) != null;
    }

    /** The indexes that foreign keys need once others are gone. */
    private List<String> indexesFor(Table before, Table after) {
        List<ForeignKey> unserved = MariadbKeys.unserved(before);
        List<ForeignKey> lost = missing(before.foreignKeys(), after.foreignKeys());
        List<String> changes = new ArrayList<>();
        for (ForeignKey key : MariadbKeys.unserved(after)) {
            if (!unserved.contains(key)
                    || lost.stream().anyMatch(gone -> MariadbKeys.begins(gone.columns(), key.columns()))) {
                changes.add("ADD INDEX IF NOT EXISTS " + quote(String.valueOf(key.name())) + " ("
                        + quoted(key.columns()) + ")");
            }
        }
        return changes;
    }

    @Override
    public void visit(DropIndex operation) {
        Table before = known(operation.table()).orElse(null);
        List<String> changes = new ArrayList<>();
        if (before != null) {
            changes.addAll(indexesFor(before, withoutKey(before, operation.name())));
        }
        changes.add("DROP INDEX " + quote(operation.name()));
        if (operation.concurrently()) {
            changes.add("LOCK=NONE");
        }
        alterTable(operation.table(), String.join(", ", changes));
    }

    private static Table withoutKey(Table table, String name) {
        return table.withUniques(table.uniques().stream()
                        .filter(unique -> !name.equals(unique.name()))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .filter(index -> !name.equals(index.name()))
                        .toList());
    }

    @Override
    public void visit(DropConstraint operation) {
        Table before = known(operation.table()).orElse(null);
        List<String> changes = new ArrayList<>();
        String name = quote(operation.name());
        switch (operation.type()) {
            case PRIMARY_KEY -> {
                if (before != null) {
                    requireUncounted(before);
                    changes.addAll(indexesFor(before, before.withPrimaryKey(null)));
                }
                changes.add("DROP PRIMARY KEY");
            }
            case UNIQUE -> {
                if (before != null) {
                    changes.addAll(indexesFor(before, withoutKey(before, operation.name())));
                }
                changes.add("DROP INDEX " + name);
            }
            case FOREIGN_KEY -> {
                if (before != null) {
                    changes.addAll(indexesFor(
                            before,
                            before.withForeignKeys(before.foreignKeys().stream()
                                    .filter(key -> !operation.name().equals(key.name()))
                                    .toList())));
                }
                changes.add("DROP FOREIGN KEY " + name);
                if (before == null
                        || before.indexes().stream()
                                .noneMatch(index -> operation.name().equals(index.name()))) {
                    changes.add("DROP INDEX IF EXISTS " + name);
                }
            }
            case CHECK -> {
                if (before != null && isOwnCheck(before, operation.name())) {
                    Column column = column(before, operation.name());
                    String beyond = CatalogAhead.beneath(catalog()) instanceof MariadbCatalog live
                            ? live.withoutCheck(operation.table(), column.name())
                            : "";
                    changes.add("MODIFY COLUMN " + columnDefinition(before, column) + beyond);
                } else {
                    changes.add("DROP CONSTRAINT " + name);
                }
            }
        }
        alterTable(operation.table(), String.join(", ", changes));
    }

    private void requireUncounted(Table table) {
        for (Column column : table.columns()) {
            if (column.identity() != null && table.inPrimaryKey(column.name())) {
                throw unsupported(
                        "column '" + column.name() + "' has AUTO_INCREMENT and has to be a key",
                        "follow it at once by the create_primary_key of the new key, or take the identity away first:"
                                + " alter_column: {table: " + table.name() + ", name: " + column.name()
                                + ", identity: null}");
            }
        }
    }

    @Override
    protected void comment(TableName table, @Nullable String comment) {
        alterTable(table, "COMMENT = " + comment(comment == null ? "" : comment));
    }
}
