package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every error is created with hostile names. A name in a command or in YAML of its advice must be quoted, so that the name
 * does not occur there as it is: it contains both kinds of quotes.
 */
@SuppressWarnings("NullAway.Init")
class PasteableAdviceTest {
    private static final String HOSTILE = "it's $(touch owned) & \"x\": {y}";

    /** Factory methods that never receive a name with special characters, because a list or a pattern limits the name. */
    private static final Set<String> LIMITED = Set.of("unknownPlaceholder", "unsetVariable");

    /** A command, or an option of one, to the end of its line. */
    private static final Pattern COMMAND = Pattern.compile("(?:trellis [a-z]|(?<= )--?[a-z]|cd )[^\n]*");

    /** YAML to paste: from a key that opens braces or brackets to the end of the line. */
    private static final Pattern YAML = Pattern.compile("[a-z_]+: [{\\[][^\n]*|extends: [^\n]*");

    @TempDir
    Path folder;

    @Test
    void every_error_quotes_names_in_commands_and_yaml() {
        List<String> unquoted = new ArrayList<>();
        int created = 0;
        int named = 0;
        for (Method factory : factories()) {
            List<Problem> problems = problems(factory);
            created += problems.isEmpty() ? 0 : 1;
            for (Problem problem : problems) {
                String advice = String.valueOf(problem.advice());
                named += advice.contains("touch owned") ? 1 : 0;
                for (Pattern pattern : List.of(COMMAND, YAML)) {
                    Matcher part = pattern.matcher(advice);
                    while (part.find()) {
                        if (part.group().contains(HOSTILE)) {
                            unquoted.add(factory.getDeclaringClass().getSimpleName() + "." + factory.getName() + ": "
                                    + part.group());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), unquoted);
        assertTrue(created > 150 && named > 20, created + " errors, " + named + " with a name in the advice");
    }

    /** Runs the commands of the advice in a shell, with a function in place of trellis. */
    @Test
    void a_shell_runs_the_command_of_the_advice_with_the_hostile_label() throws Exception {
        String label = "a$(touch owned)|b & c >d";
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {\"" + label + "\": {directory: db}}\n");
        CommandLineRun missing = CommandLineRun.of(folder, "heads");
        assertTrue(missing.err().startsWith("error: no_directory: "), missing.err());
        List<String> words = words(missing.err());
        assertEquals(List.of("revision", "--head", label + "@head", "-m", "..."), words);

        CommandLineRun first = CommandLineRun.of(folder, words.toArray(String[]::new));
        assertEquals(Main.EXIT_OK, first.code(), first.err());
        CommandLineRun drafted = CommandLineRun.of(folder, "revision", "--head", label + "@head", "--autogenerate");
        assertTrue(drafted.err().contains("no_model") || drafted.err().contains("not_up_to_date"), drafted.err());
        CommandLineRun taken =
                CommandLineRun.of(folder, "revision", "--head", "base", "--branch-label", label, "-m", "x");
        assertTrue(taken.err().contains("--head '" + label + "@head'"), taken.err());
    }

    private List<String> words(String advice) throws Exception {
        Matcher command = COMMAND.matcher(advice);
        assertTrue(command.find(), advice);
        Process shell = new ProcessBuilder("sh", "-c", "trellis() { printf '%s\\n' \"$@\"; }; " + command.group())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), printed);
        assertTrue(Files.notExists(folder.resolve("owned")), printed);
        return printed.lines().toList();
    }

    /** Returns the static methods that create an error, of all modules on the class path. */
    private static List<Method> factories() {
        List<Method> factories = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.trellis")) {
            if (!type.getSimpleName().endsWith("Exception")
                    && !type.getSimpleName().endsWith("Problems")) {
                continue;
            }
            for (Method method : type.reflect().getDeclaredMethods()) {
                boolean isError = Problem.class.isAssignableFrom(method.getReturnType())
                        || TrellisException.class.isAssignableFrom(method.getReturnType());
                if (Modifier.isStatic(method.getModifiers())
                        && !Modifier.isPrivate(method.getModifiers())
                        && !method.isSynthetic()
                        && isError
                        && !LIMITED.contains(method.getName())) {
                    factories.add(method);
                }
            }
        }
        return factories;
    }

    /** Calls the method with true and with false for its flags; none if a parameter has a type without hostile values. */
    private static List<Problem> problems(Method factory) {
        List<Problem> problems = new ArrayList<>();
        for (boolean flag : List.of(true, false)) {
            try {
                factory.setAccessible(true);
                Object[] arguments = Arrays.stream(factory.getGenericParameterTypes())
                        .map(type -> value(type, flag))
                        .toArray();
                Object error = factory.invoke(null, arguments);
                problems.addAll(
                        error instanceof TrellisException exception ? exception.problems() : List.of((Problem) error));
            } catch (IllegalArgumentException | ReflectiveOperationException e) {
                // The values contradict one another, or a parameter is an interface.
            }
        }
        return problems;
    }

    private static Object value(Type type, boolean flag) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type first = generic.getActualTypeArguments()[0];
            if (Collection.class.isAssignableFrom(raw)) {
                Object element =
                        value(first instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : first, flag);
                return raw == Set.class ? Set.of(element) : List.of(element, element);
            }
            if (raw == Map.class) {
                return Map.of(value(first, flag), value(generic.getActualTypeArguments()[1], flag));
            }
            return raw == Optional.class ? Optional.empty() : value(raw, flag);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class || plain == Object.class || plain == Comparable.class) {
            return HOSTILE;
        } else if (plain == boolean.class || plain == Boolean.class) {
            return flag;
        } else if (plain == int.class || plain == long.class) {
            return 2;
        } else if (plain == Location.class) {
            return Location.of(HOSTILE);
        } else if (plain == Path.class) {
            return Path.of(HOSTILE);
        } else if (plain == Class.class) {
            return String.class;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[flag ? 0 : plain.getEnumConstants().length - 1];
        } else if (Throwable.class.isAssignableFrom(plain)) {
            return throwable(plain);
        } else if (plain.isRecord()) {
            return record(plain, flag);
        }
        throw new IllegalArgumentException(plain + " has no hostile value");
    }

    private static Object throwable(Class<?> type) {
        try {
            Class<?> concrete = type == Throwable.class ? Exception.class : type;
            return concrete.getConstructor(String.class).newInstance(HOSTILE);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " has no message", e);
        }
    }

    private static Object record(Class<?> type, boolean flag) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> component.getType().isInterface() && !isCollection(component.getType())
                            ? null
                            : value(component.getGenericType(), flag))
                    .toArray());
        } catch (InvocationTargetException
                | InstantiationException
                | IllegalAccessException
                | NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " refuses the values", e);
        }
    }

    private static boolean isCollection(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || type == Map.class || type == Path.class;
    }
}
