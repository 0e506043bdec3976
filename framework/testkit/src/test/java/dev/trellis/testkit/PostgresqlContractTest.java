package dev.trellis.testkit;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.util.ArrayList;
import java.util.List;

final class PostgresqlContractTest extends ShippedDialectContract {
    PostgresqlContractTest() {
        super(new PostgresqlDialect(), TestDatabase.Kind.POSTGRESQL);
    }

    /** A name of 32 characters and 64 bytes, one byte longer than PostgreSQL allows. */
    @Override
    protected List<String> illegalNames() {
        return List.of("é".repeat(32));
    }

    @Override
    protected List<List<Definition>> definitionExamples(TableName table) {
        List<List<Definition>> examples = new ArrayList<>(super.definitionExamples(table));
        String trigger = "BEFORE UPDATE ON t0 FOR EACH ROW";
        String function = " EXECUTE FUNCTION suppress_redundant_updates_trigger()";
        examples.add(pair(name(DefinitionKind.MATERIALIZED_VIEW, "kept"), "SELECT id FROM t0", "SELECT a FROM t0"));
        examples.add(pair(
                name(DefinitionKind.FUNCTION, "twice").withArguments("integer"),
                "(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2'",
                "(n integer) RETURNS bigint LANGUAGE sql AS 'SELECT n + n::bigint'"));
        examples.add(pair(
                name(DefinitionKind.PROCEDURE, "reset").withArguments(""),
                "() LANGUAGE sql AS 'DELETE FROM t0'",
                "() LANGUAGE sql AS 'DELETE FROM t0 WHERE id > 1'"));
        examples.add(pair(
                DefinitionName.on(DefinitionKind.TRIGGER, "audit", table),
                trigger + function,
                trigger + " WHEN (OLD.id > 7)" + function));
        examples.add(pair(
                name(DefinitionKind.DOMAIN, "email"),
                "AS varchar(80) CHECK (value LIKE '%@%')",
                "AS varchar(80) DEFAULT 'a@b'"));
        examples.add(pair(
                DefinitionName.on(DefinitionKind.POLICY, "own", table),
                "ON t0 FOR SELECT USING (id > 7)",
                "ON t0 FOR SELECT USING (id > 8)"));
        return examples;
    }

    private static DefinitionName name(DefinitionKind kind, String name) {
        return DefinitionName.of(kind, TableName.of(name));
    }

    private static List<Definition> pair(DefinitionName name, String first, String second) {
        return List.of(Definition.of(name, first), Definition.of(name, second));
    }
}
