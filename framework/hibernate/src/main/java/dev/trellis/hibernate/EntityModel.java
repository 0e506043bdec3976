package dev.trellis.hibernate;

import dev.trellis.model.ModelSource;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A model that is described by Jakarta Persistence entity classes.
 *
 * <pre>{@code
 * trellis.branch("poser").model(EntityModel.of(PoserCustomer.class, PoserProduct.class));
 * }</pre>
 *
 * <p>The model holds the tables of the classes named here and no others. Entities of other branches that these refer to
 * are found by following their attributes; foreign keys may point to their tables. An entity class that lies in the same
 * package as one that is named, and is not named itself, is an error: a forgotten class would read as a dropped table.
 *
 * <p>Names without quotes are lower case in the model, as PostgreSQL takes them. Names of constraints and indexes that
 * the author left out come from Trellis's naming convention.
 */
public final class EntityModel implements ModelSource {
    private final EntityClasses classes;
    private final List<Class<?>> others;
    private final Map<String, Object> settings;
    private final boolean sequencesElsewhere;

    private EntityModel(
            EntityClasses classes, List<Class<?>> others, Map<String, Object> settings, boolean sequencesElsewhere) {
        this.classes = classes;
        this.others = List.copyOf(others);
        this.settings = settings;
        this.sequencesElsewhere = sequencesElsewhere;
    }

    private static EntityModel of(EntityClasses classes) {
        return new EntityModel(classes, List.of(), Map.of(), false);
    }

    /** The entities of the branch, class by class; converters that apply by themselves may stand among them. */
    public static EntityModel of(Class<?>... entities) {
        List<Class<?>> named = List.of(entities);
        return of(new EntityClasses(names(named), () -> new LinkedHashSet<>(named)));
    }

    /** All entities in the packages of these classes, packages below them not included. */
    public static EntityModel inPackagesOf(Class<?>... anchors) {
        List<Class<?>> named = List.of(anchors);
        String display = named.stream().map(Class::getPackageName).distinct().collect(Collectors.joining(", "));
        return of(new EntityClasses(display, () -> EntityScanner.entitiesBeside(named)));
    }

    /**
     * The classes that a persistence unit lists.
     *
     * @param anchor a class of the jar or folder that holds {@code META-INF/persistence.xml}
     * @param unit the name of the unit
     */
    public static EntityModel ofUnit(Class<?> anchor, String unit) {
        return of(new EntityClasses("persistence unit " + unit, () -> PersistenceUnit.classes(anchor, unit)));
    }

    /**
     * Names entities that belong to other branches: those that no attribute leads to, and those that lie in a package of
     * this branch's.
     */
    public EntityModel referringTo(Class<?>... entities) {
        List<Class<?>> more = new ArrayList<>(others);
        more.addAll(Arrays.asList(entities));
        return new EntityModel(classes, more, settings, sequencesElsewhere);
    }

    /**
     * Gives Hibernate one of its settings, as the application does: {@code hibernate.physical_naming_strategy}, say.
     * Those that concern a connection or the dialect have no effect here.
     */
    public EntityModel setting(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new EntityModel(classes, others, more, sequencesElsewhere);
    }

    /** Says that the sequences, or the table, that some identifiers are counted up by are created in scripts. */
    public EntityModel sequencesElsewhere() {
        return new EntityModel(classes, others, settings, true);
    }

    /** @throws EntityModelException when a class is missing or its mapping cannot be read, with the class's name */
    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
        Set<Class<?>> owned = classes.find().get();
        EntityScanner.requireComplete(owned, others);
        MetadataBootstrap boot = new MetadataBootstrap(owned, others, settings);
        return boot.read(metadata -> new SchemaReader(metadata, boot.names(), owned, sequencesElsewhere).read(naming));
    }

    @Override
    public String display() {
        return classes.display();
    }

    private static String names(List<Class<?>> entities) {
        return entities.size() <= 3
                ? entities.stream().map(Class::getName).collect(Collectors.joining(", "))
                : entities.get(0).getName() + " and " + (entities.size() - 1) + " more entities";
    }

    /** @param find looks the classes up, when the model is read */
    private record EntityClasses(String display, Supplier<Set<Class<?>>> find) {}
}
