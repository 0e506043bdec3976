package dev.trellis.testkit;

import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.util.ArrayList;
import java.util.List;

final class H2ContractTest extends ShippedDialectContract {
    H2ContractTest() {
        super(new H2Dialect(), TestDatabase.Kind.H2);
    }

    @Override
    protected String longestName() {
        return "漢".repeat(256);
    }

    @Override
    protected List<List<Definition>> definitionExamples(TableName table) {
        List<List<Definition>> examples = new ArrayList<>(super.definitionExamples(table));
        DefinitionName domain = DefinitionName.of(DefinitionKind.DOMAIN, TableName.of("email"));
        DefinitionName trigger = DefinitionName.on(DefinitionKind.TRIGGER, "audit", table);
        String source = " ON t0 FOR EACH ROW AS 'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'";
        examples.add(List.of(
                Definition.of(domain, "AS varchar(80) CHECK (value LIKE '%@%')"),
                Definition.of(domain, "AS varchar(90) DEFAULT 'a@b'")));
        examples.add(List.of(
                Definition.of(trigger, "CREATE TRIGGER audit AFTER INSERT" + source),
                Definition.of(trigger, "CREATE TRIGGER audit BEFORE INSERT, UPDATE" + source)));
        return examples;
    }
}
