package dev.trellis.testbed;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules about the imports of a module, as a table. Each line is {@code package: imported packages}; names are relative
 * to {@code dev.trellis}. A line may name a single class ({@code Trellis}) to treat it and its builder
 * ({@code TrellisBuilder}) apart from its package.
 *
 * <pre>{@code
 * ImportRules rules = ImportRules.of(Trellis.class,
 *         "error:",
 *         "schema: error",
 *         "operation: error schema");
 * assertEquals(List.of(), rules.violations());
 * }</pre>
 */
public final class ImportRules {
    private static final String ROOT = "dev.trellis";
    private static final String INTERNAL = ROOT + ".internal";

    private final JavaClasses classes;
    private final Map<String, Set<String>> allowed;

    private ImportRules(JavaClasses classes, Map<String, Set<String>> allowed) {
        this.classes = classes;
        this.allowed = allowed;
    }

    /**
     * Reads the table of a module.
     *
     * @param member any class of the module; all classes of the same folder or jar are checked
     * @param table one line per package, imported packages before those that import them; an indented line continues the
     *     previous one
     */
    public static ImportRules of(Class<?> member, String... table) {
        Map<String, Set<String>> allowed = new TreeMap<>();
        List<String> lines = Arrays.stream(table)
                .flatMap(text -> text.replaceAll("\\n +", " ").lines())
                .toList();
        for (String line : lines) {
            int colon = line.indexOf(':');
            allowed.put(
                    line.substring(0, colon),
                    Arrays.stream(line.substring(colon + 1).split(" "))
                            .filter(word -> !word.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return new ImportRules(
                new ClassFileImporter()
                        .importUrl(member.getProtectionDomain().getCodeSource().getLocation()),
                allowed);
    }

    /** Returns the packages (or single classes) that contain classes and have no line in the table. */
    public List<String> unlisted() {
        return classes.stream()
                .map(this::unit)
                .filter(unit -> !allowed.containsKey(unit))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns each import that the table does not permit, with the importing class and the imported class. */
    public List<String> violations() {
        return imports().entrySet().stream()
                .filter(entry -> !allowed.getOrDefault(entry.getKey().from(), Set.of())
                        .contains(entry.getKey().to()))
                .map(entry -> entry.getKey().from() + " -> " + entry.getKey().to() + ": "
                        + entry.getValue().stream().limit(3).collect(Collectors.joining(", ")))
                .toList();
    }

    /** Returns each permission of the table that no class uses. */
    public List<String> unused() {
        Set<Import> used = imports().keySet();
        List<String> unused = new ArrayList<>();
        allowed.forEach((from, targets) -> targets.stream()
                .filter(to -> !used.contains(new Import(from, to)))
                .forEach(to -> unused.add(from + " -> " + to)));
        return unused;
    }

    /** Returns the imports of the table that close a cycle; empty if there is no cycle. */
    public List<String> cycles() {
        List<String> cycles = new ArrayList<>();
        allowed.forEach((from, targets) -> targets.stream()
                .filter(to -> reachable(to, new TreeSet<>()).contains(from))
                .forEach(to -> cycles.add(from + " -> " + to)));
        return cycles;
    }

    private Set<String> reachable(String from, Set<String> seen) {
        if (seen.add(from)) {
            allowed.getOrDefault(from, Set.of()).forEach(to -> reachable(to, seen));
        }
        return seen;
    }

    /** Returns the public and protected signatures of published packages that mention a type of an internal package. */
    public List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        for (JavaClass type : classes) {
            if (isInternal(type) || !isPublished(type)) {
                continue;
            }
            type.getAllRawSuperclasses().stream()
                    .filter(ImportRules::isInternal)
                    .forEach(to -> leaks.add(leak(type, to)));
            type.getAllRawInterfaces().stream()
                    .filter(ImportRules::isInternal)
                    .forEach(to -> leaks.add(leak(type, to)));
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (isVisible(unit.getModifiers())) {
                    Stream.concat(unit.getAllInvolvedRawTypes().stream(), unit.getRawParameterTypes().stream())
                            .filter(ImportRules::isInternal)
                            .distinct()
                            .forEach(to -> leaks.add(unit.getFullName() + " mentions " + to.getName()));
                }
            }
            for (JavaField field : type.getFields()) {
                if (isVisible(field.getModifiers())) {
                    field.getAllInvolvedRawTypes().stream()
                            .filter(ImportRules::isInternal)
                            .forEach(to -> leaks.add(field.getFullName() + " mentions " + to.getName()));
                }
            }
        }
        return leaks.stream().distinct().sorted().toList();
    }

    /**
     * Returns the classes outside the given packages that use a library.
     *
     * @param library the package of the library, for example {@code com.google.inject}
     * @param packages the packages that may use the library, relative to {@code dev.trellis}
     */
    public List<String> usersOf(String library, Set<String> packages) {
        return classes.stream()
                .filter(type -> !packages.contains(unit(type)))
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> within(dependency.getTargetClass(), library)))
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    /** Returns the simple names of the public classes. */
    public Set<String> publicClasses() {
        return classes.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the packages that use a library, relative to {@code dev.trellis}. */
    public Set<String> packagesUsing(String library) {
        return classes.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> within(dependency.getTargetClass(), library)))
                .map(this::unit)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record Import(String from, String to) implements Comparable<Import> {
        @Override
        public int compareTo(Import other) {
            return (from + " " + to).compareTo(other.from + " " + other.to);
        }
    }

    private Map<Import, Set<String>> imports() {
        Map<Import, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (within(target, ROOT) && !unit(target).equals(unit(type))) {
                    imports.computeIfAbsent(new Import(unit(type), unit(target)), key -> new TreeSet<>())
                            .add(type.getSimpleName() + " uses " + target.getSimpleName());
                }
            }
        }
        return imports;
    }

    private String unit(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        String outer = name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
        String single = relative(outer.replaceAll("Builder$", ""));
        return allowed.containsKey(single)
                ? single
                : relative(type.getBaseComponentType().getPackageName());
    }

    private static String relative(String name) {
        return name.equals(ROOT) ? "(root)" : name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : name;
    }

    private static boolean within(JavaClass type, String parent) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static boolean isInternal(JavaClass type) {
        return within(type, INTERNAL);
    }

    private static boolean isPublished(JavaClass type) {
        for (JavaClass each = type;
                each != null;
                each = each.getEnclosingClass().orElse(null)) {
            if (!isVisible(each.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static String leak(JavaClass type, JavaClass internal) {
        return type.getName() + " extends " + internal.getName();
    }
}
