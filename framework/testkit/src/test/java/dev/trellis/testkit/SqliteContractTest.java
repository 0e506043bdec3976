package dev.trellis.testkit;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.util.ArrayList;
import java.util.List;

final class SqliteContractTest extends ShippedDialectContract {
    SqliteContractTest() {
        super(new SqliteDialect(), TestDatabase.Kind.SQLITE);
    }

    @Override
    protected List<List<Definition>> definitionExamples(TableName table) {
        List<List<Definition>> examples = new ArrayList<>(super.definitionExamples(table));
        DefinitionName trigger = DefinitionName.on(DefinitionKind.TRIGGER, "audit", table);
        String start = "CREATE TRIGGER audit AFTER INSERT ON t0 BEGIN UPDATE t0 SET a = ";
        examples.add(List.of(
                Definition.of(trigger, start + "'x;'; END"), Definition.of(trigger, start + "'X;'; SELECT 1; END")));
        return examples;
    }
}
