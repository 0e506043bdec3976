package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.TableName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Calls each method of {@link Catalog} on a {@link ForwardingCatalog} and compares the call that the other one receives. */
final class ForwardingCatalogTest {
    /** The methods of which each subclass decides whether they are passed on. */
    private static final Set<String> NOT_FORWARDED = Set.of("withoutBranch", "underlying");

    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            TableName.class,
            TableName.of("t"),
            DefinitionName.class,
            DefinitionName.of(DefinitionKind.VIEW, TableName.of("v")),
            Enumeration.class,
            new Enumeration(TableName.of("e"), List.of("a")),
            Operation.class,
            new DropTable(TableName.of("t")),
            Quoting.class,
            Quoting.STANDARD,
            Set.class,
            Set.of("a"),
            String.class,
            "select 1");

    /** A catalogue that records the calls that it receives. */
    private static final class Recorder {
        private final List<List<Object>> calls = new ArrayList<>();
        private final Map<Class<?>, Object> answers = Map.of(
                Optional.class, Optional.of(new Object()),
                List.class, List.of(new Object()),
                Map.class, Map.of(TableName.of("t"), List.of("a")),
                boolean.class, true);

        Catalog catalog() {
            return (Catalog) Proxy.newProxyInstance(
                    ForwardingCatalogTest.class.getClassLoader(),
                    new Class<?>[] {Catalog.class},
                    (proxy, method, arguments) -> {
                        calls.add(call(method, arguments == null ? new Object[0] : arguments));
                        return answers.get(method.getReturnType());
                    });
        }
    }

    /** Counts the calls of {@link #reading}. */
    private static final class Counted extends ForwardingCatalog {
        private int readings;

        Counted(Catalog catalog) {
            super(catalog);
        }

        @Override
        protected Catalog reading() {
            readings++;
            return super.reading();
        }
    }

    private static List<Object> call(Method method, Object... arguments) {
        List<Object> call = new ArrayList<>(List.of(method));
        call.addAll(Arrays.asList(arguments));
        return call;
    }

    private static Stream<Method> methods() {
        return Arrays.stream(Catalog.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !NOT_FORWARDED.contains(method.getName()));
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(ForwardingCatalogTest::argument)
                .toArray();
    }

    private static Object argument(Class<?> type) {
        Object argument = ARGUMENTS.get(type);
        if (argument == null) {
            throw new AssertionError("add an argument of " + type);
        }
        return argument;
    }

    @TestFactory
    Stream<DynamicTest> each_method_is_passed_on() {
        return methods()
                .map(method -> DynamicTest.dynamicTest(method.toGenericString(), () -> {
                    Recorder recorder = new Recorder();
                    Object[] arguments = arguments(method);
                    Object answer = method.invoke(new Counted(recorder.catalog()), arguments);
                    assertEquals(List.of(call(method, arguments)), recorder.calls);
                    if (method.getReturnType() != void.class && method.getReturnType() != boolean.class) {
                        assertSame(recorder.answers.get(method.getReturnType()), answer);
                    } else {
                        assertEquals(recorder.answers.get(method.getReturnType()), answer);
                    }
                }));
    }

    @Test
    void the_methods_that_read_the_database_are_passed_on_to_its_reader() throws ReflectiveOperationException {
        Set<String> readers = new TreeSet<>();
        for (Method method : methods().toList()) {
            Counted catalog = new Counted(new Recorder().catalog());
            method.invoke(catalog, arguments(method));
            if (catalog.readings > 0) {
                readers.add(method.getName());
            }
        }
        assertEquals(
                Set.of(
                        "accepts",
                        "columnsOf",
                        "defaultSchema",
                        "definition",
                        "dependents",
                        "enumeration",
                        "mayChange",
                        "referring",
                        "table"),
                readers);
    }
}
