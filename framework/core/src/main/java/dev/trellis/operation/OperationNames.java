package dev.trellis.operation;

import java.util.Locale;
import java.util.Map;

/** The words for operations; each is made from the name of its class once, because every script asks for them. */
final class OperationNames {
    /** The operations whose name in a script differs from the name of the class. */
    private static final Map<Class<?>, String> EXCEPTIONS = Map.of(ExecuteSql.class, "execute", RunJava.class, "run");

    static final ClassValue<String> BY_TYPE = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            String name = EXCEPTIONS.get(type);
            return name != null
                    ? name
                    : type.getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toLowerCase(Locale.ROOT);
        }
    };

    private OperationNames() {}
}
