package dev.trellis.operation;

import java.util.Locale;

/** The words for operations; each is made from the name of its class once, because every script asks for them. */
final class OperationNames {
    static final ClassValue<String> BY_TYPE = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
    };

    private OperationNames() {}
}
