package dev.trellis.internal.protection;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The named types that the scripts and the model of one branch create, on a database whose enumerations have names. This
 * class records every list of values that an enumeration has had, so that a script of another branch that was written for
 * an earlier list stays valid.
 */
final class CreatedTypes {
    private final Dialect dialect;
    private final Map<TableName, Set<List<String>>> values = new TreeMap<>();
    /** The types that raw SQL creates or alters; their values are known only to the database. */
    private final Set<TableName> ofSql = new TreeSet<>();

    CreatedTypes(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the names of the types, sorted. */
    Set<TableName> names() {
        Set<TableName> names = new TreeSet<>(values.keySet());
        names.addAll(ofSql);
        return names;
    }

    /** Returns whether an enumeration has had these values. */
    boolean hasHad(TableName name, List<String> list) {
        return values.getOrDefault(name, Set.of()).contains(list);
    }

    /** Returns whether the scripts show all lists of values that an enumeration has had. */
    boolean isComplete(TableName name) {
        return !ofSql.contains(name);
    }

    void read(List<LocatedOperation> upgrade) {
        upgrade.forEach(located -> read(located.operation()));
    }

    void read(Operation operation) {
        if (!dialect.capabilities().namedEnums()) {
            return;
        }
        if (operation instanceof CreateEnum create) {
            add(create.type());
        } else if (operation instanceof AlterEnum alter) {
            add(alter.type());
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(this::read);
        } else if (operation instanceof ExecuteSql execute) {
            StatementParser.parseAll(execute.sql().in(dialect.name()), dialect.syntax()).stream()
                    .filter(statement ->
                            statement instanceof StatementSummary.Create || statement instanceof StatementSummary.Alter)
                    .map(StatementSummary.DataDefinition.class::cast)
                    .filter(definition -> definition.kind() == ObjectKind.TYPE)
                    .flatMap(definition -> definition.names().stream())
                    .forEach(name -> ofSql.add(dialect.parseTableName(name)));
        } else {
            ofColumns(operation).forEach(this::add);
        }
    }

    private void add(Enumeration type) {
        values.computeIfAbsent(type.name(), none -> new HashSet<>()).add(type.values());
    }

    /** Returns the enumerations of the columns that an operation creates or changes. */
    static Stream<Enumeration> ofColumns(Operation operation) {
        Stream<ColumnType> types = Stream.empty();
        if (operation instanceof CreateTable create) {
            types = create.table().columns().stream().map(Column::type);
        } else if (operation instanceof AddColumn add) {
            types = Stream.of(add.column().type());
        } else if (operation instanceof AlterColumn alter) {
            types = Stream.ofNullable(alter.type());
        }
        return types.filter(Enumeration.class::isInstance).map(Enumeration.class::cast);
    }

    /** Returns the names of the enumerations that an operation creates, alters or drops as types. */
    static Stream<TableName> named(Operation operation) {
        if (operation instanceof CreateEnum create) {
            return Stream.of(create.type().name());
        }
        if (operation instanceof AlterEnum alter) {
            return Stream.of(alter.type().name());
        }
        return operation instanceof DropEnum drop ? Stream.of(drop.name()) : Stream.empty();
    }
}
