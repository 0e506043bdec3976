package dev.trellis.operation;

import java.util.Locale;

/**
 * The names of operations in scripts. A name is derived from the class name, computed once because every script needs it;
 * {@code execute} and {@code run} are shorter than their classes' names.
 */
final class OperationNames {
    static final ClassValue<String> BY_TYPE = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            if (type == ExecuteSql.class) {
                return "execute";
            }
            return type == RunJava.class
                    ? "run"
                    : type.getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toLowerCase(Locale.ROOT);
        }
    };

    private OperationNames() {}
}
