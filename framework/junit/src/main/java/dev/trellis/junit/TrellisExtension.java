package dev.trellis.junit;

import dev.trellis.Trellis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Creates the database of a test when the first parameter needs it. JUnit's stores close databases after the test (or class) and
 * projects after the last test.
 */
final class TrellisExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TrellisExtension.class);

    /** Returns the object that a parameter receives. */
    private interface Value {
        Object of(TestDatabase database) throws SQLException;
    }

    private static final Map<Class<?>, Value> VALUES = Map.of(
            DataSource.class, database -> database.database().dataSource(),
            MigratedDatabase.class, TestDatabase::database,
            Connection.class, TestDatabase::connection,
            Handle.class, TestDatabase::handle,
            Trellis.class, TestDatabase::trellis,
            String.class, database -> database.database().url());

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(String.class)
                ? parameter.isAnnotated(DatabaseUrl.class)
                : type.equals(TrellisProject.class) || VALUES.containsKey(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        TrellisTest annotation = annotation(context)
                .orElseThrow(() -> new ParameterResolutionException("no @TrellisTest on the test or its class"));
        TestSettings settings = TestSettings.of(annotation, context);
        TestProject project = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(settings, TestProject::new, TestProject.class);
        if (type.equals(TrellisProject.class)) {
            return new TrellisProject(project);
        }
        boolean isOfClass = annotation.lifetime() == TrellisTest.Lifetime.CLASS;
        if (!isOfClass && context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "@BeforeAll, @AfterAll and the constructor of an instance for all tests cannot receive a database, because"
                            + " each test has its own: share one with @TrellisTest(lifetime = CLASS)");
        }
        Store store = (isOfClass ? outermostClass(context) : context).getStore(NAMESPACE);
        TestDatabase database =
                store.getOrComputeIfAbsent(annotation, key -> new TestDatabase(project), TestDatabase.class);
        try {
            return Objects.requireNonNull(VALUES.get(type)).of(database);
        } catch (SQLException e) {
            throw new ParameterResolutionException("cannot create the database of the test: " + e.getMessage(), e);
        }
    }

    private static Optional<TrellisTest> annotation(ExtensionContext context) {
        Optional<TrellisTest> ofMethod = AnnotationSupport.findAnnotation(context.getTestMethod(), TrellisTest.class);
        return ofMethod.isPresent()
                ? ofMethod
                : AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), TrellisTest.class, context.getEnclosingTestClasses());
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (Optional<ExtensionContext> parent = context.getParent();
                parent.isPresent() && parent.get().getTestClass().isPresent();
                parent = parent.get().getParent()) {
            outermost = parent.get();
        }
        return outermost;
    }
}
