package dev.trellis.dialect;

import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check that operations state only options that the dialect declares, with values of their kinds. Operations of scripts have
 * been checked when they were read; those of Java code have not.
 */
final class StatedOptions {
    private StatedOptions() {}

    /**
     * Requires that the dialect declares all options for this dialect in the operations and permits their values.
     *
     * @throws DialectException {@code unknown_key} or {@code unexpected_value}
     */
    static void require(List<Operation> operations, Dialect dialect) {
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                require(create.table().options().of(dialect.name()), dialect);
            } else if (operation instanceof AlterTableOptions alter) {
                require(alter.of(dialect.name()), dialect);
            } else if (operation instanceof Autocommit autocommit) {
                require(autocommit.operations(), dialect);
            }
        }
    }

    private static void require(Map<String, ? extends @Nullable Object> stated, Dialect dialect) {
        stated.forEach((name, value) -> {
            TableOption option = TableOption.find(dialect.tableOptions(), name);
            if (option == null) {
                throw DialectException.unknownOption(dialect, name);
            }
            if (value != null && !option.permits(value)) {
                throw DialectException.badOption(dialect, option, value);
            }
        });
    }
}
