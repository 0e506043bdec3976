package dev.trellis.spring.boot;

import dev.trellis.inject.TrellisPlugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Lists the scripts of the configured branches and the plugins on the class path, for ahead-of-time processing. */
final class TrellisHints implements BeanFactoryInitializationAotProcessor {
    private static final String SERVICE = "META-INF/services/" + TrellisPlugin.class.getName();
    private static final String CLASS_PATH = "classpath:";

    TrellisHints() {}

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (beans.getBeanNamesForType(TrellisFactory.class, false, false).length == 0) {
            return null;
        }
        TrellisProperties properties =
                Binder.get(beans.getBean(Environment.class)).bindOrCreate("trellis", TrellisProperties.class);
        ClassLoader loader = beans.getBeanClassLoader();
        return new Contribution(properties, loader == null ? TrellisHints.class.getClassLoader() : loader);
    }

    /**
     * The hints for the scripts and the plugins.
     *
     * @param loader finds the plugins
     */
    private record Contribution(TrellisProperties properties, ClassLoader loader)
            implements BeanFactoryInitializationAotContribution {
        @Override
        public void applyTo(GenerationContext context, BeanFactoryInitializationCode code) {
            RuntimeHints hints = context.getRuntimeHints();
            register(properties, hints);
            properties.dataSources().values().forEach(each -> register(each, hints));
            hints.resources().registerPattern(SERVICE);
            for (String plugin : plugins()) {
                hints.reflection().registerType(TypeReference.of(plugin), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
            }
        }

        private static void register(TrellisProperties chosen, RuntimeHints hints) {
            chosen.branches().forEach((label, branch) -> {
                String scripts = branch.scripts() == null ? CLASS_PATH + "db/" + label : branch.scripts();
                if (scripts.startsWith(CLASS_PATH)) {
                    hints.resources()
                            .registerPattern(
                                    scripts.substring(CLASS_PATH.length()).replaceAll("^/+|/+$", "") + "/*");
                }
            });
        }

        private List<String> plugins() {
            List<String> plugins = new ArrayList<>();
            try {
                for (URL file : Collections.list(loader.getResources(SERVICE))) {
                    URLConnection connection = file.openConnection();
                    connection.setUseCaches(false);
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                        lines.lines()
                                .map(line -> line.replaceFirst("#.*", "").trim())
                                .filter(line -> !line.isEmpty())
                                .forEach(plugins::add);
                    }
                }
                return plugins;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
