package dev.trellis.testkit;

import dev.trellis.dialect.mysqlbase.MysqlBaseDialect;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** The contract with the limits of MariaDB and MySQL. */
abstract class MysqlBaseContract extends ShippedDialectContract {
    MysqlBaseContract(MysqlBaseDialect dialect, TestDatabase.Kind kind) {
        super(dialect, kind);
    }

    /** A schema is a database, which all tests on the server would share. */
    @Override
    protected boolean mayCreateSchemas() {
        return false;
    }

    @Override
    protected boolean storesSupplementaryCharacters() {
        return false;
    }

    @Override
    protected List<String> illegalNames() {
        return List.of("end ", "end\t", "\ud83d\ude00");
    }

    @Override
    protected String longestName() {
        return "漢".repeat(64);
    }

    @Override
    protected List<List<Definition>> definitionExamples(TableName table) {
        List<List<Definition>> examples = new ArrayList<>(super.definitionExamples(table));
        DefinitionName trigger = DefinitionName.on(DefinitionKind.TRIGGER, "audit", table);
        DefinitionName function = DefinitionName.of(DefinitionKind.FUNCTION, TableName.of("twice"));
        DefinitionName procedure = DefinitionName.of(DefinitionKind.PROCEDURE, TableName.of("reset"));
        String start = "CREATE TRIGGER audit BEFORE INSERT ON t0 FOR EACH ROW BEGIN SET NEW.a = ";
        examples.add(List.of(
                Definition.of(trigger, start + "'x;'; END"), Definition.of(trigger, start + "'X;'; SET @a = 1; END")));
        examples.add(List.of(
                Definition.of(function, "(n integer) RETURNS integer DETERMINISTIC NO SQL RETURN n * 2"),
                Definition.of(function, "(n bigint) RETURNS bigint DETERMINISTIC NO SQL RETURN n + n")));
        examples.add(List.of(
                Definition.of(procedure, "() BEGIN DELETE FROM t0; END"),
                Definition.of(procedure, "(IN i integer) BEGIN DELETE FROM t0 WHERE id = i; END")));
        return examples;
    }
}
