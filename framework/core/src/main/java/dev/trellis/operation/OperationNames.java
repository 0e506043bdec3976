package dev.trellis.operation;

import java.util.Locale;
import java.util.Map;

/**
 * The names of operations in scripts. A name is the name of the class in snake case; {@link ExecuteSql} and {@link RunJava}
 * carry a longer name in Java than in scripts. Each name is computed once, because every script looks names up.
 */
final class OperationNames {
    /** The end of the names of {@link CreateDefinition} and its relatives, which scripts replace by the kind. */
    static final String DEFINITION = "definition";

    private static final Map<Class<?>, String> SHORT = Map.of(ExecuteSql.class, "execute", RunJava.class, "run");

    static final ClassValue<String> BY_TYPE = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            String name = SHORT.get(type);
            return name != null
                    ? name
                    : type.getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toLowerCase(Locale.ROOT);
        }
    };

    private OperationNames() {}
}
