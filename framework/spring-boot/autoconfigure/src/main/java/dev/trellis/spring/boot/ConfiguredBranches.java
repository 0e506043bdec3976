package dev.trellis.spring.boot;

import dev.trellis.TrellisBuilder;
import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.model.ModelSource;
import dev.trellis.model.YamlModel;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.io.ResourceLoader;

/** The branches that the properties configure. */
final class ConfiguredBranches {
    private final ListableBeanFactory beans;
    private final ResourceLoader resources;
    private final TrellisProperties properties;
    private final boolean isApplication;
    private final @Nullable DataSource dataSource;

    /**
     * Creates the branches.
     *
     * @param isApplication whether the scanned entities of the application may be the model of a branch
     * @param dataSource the data source of the entities, or null
     */
    ConfiguredBranches(
            ListableBeanFactory beans,
            ResourceLoader resources,
            TrellisProperties properties,
            boolean isApplication,
            @Nullable DataSource dataSource) {
        this.beans = beans;
        this.resources = resources;
        this.properties = properties;
        this.isApplication = isApplication;
        this.dataSource = dataSource;
    }

    void applyTo(TrellisBuilder builder) {
        properties
                .branches()
                .forEach((label, configured) -> builder.branch(label, branch -> change(branch, label, configured)));
    }

    private void change(Branch.Builder branch, String label, TrellisProperties.Branch configured) {
        if (configured.tablePrefix() != null) {
            branch.tablePrefix(configured.tablePrefix());
        }
        if (configured.isProtected() != null) {
            branch.isProtected(configured.isProtected());
        }
        if (configured.maintain()) {
            branch.maintain(true);
        }
        String scripts = configured.scripts();
        if (scripts == null && branch.build().scripts().equals(ScriptLocation.NONE)) {
            scripts = "classpath:db/" + label;
        }
        if (scripts != null) {
            branch.scripts(scripts);
        }
        if (configured.model() != null) {
            branch.model(YamlModel.file(configured.model()));
            return;
        }
        ModelSource entities = entities(branch.build(), configured);
        if (entities != null) {
            branch.model(entities);
        }
    }

    private @Nullable ModelSource entities(Branch branch, TrellisProperties.Branch configured) {
        List<String> packages = configured.entityPackages();
        boolean isDefault =
                packages == null && isApplication && properties.branches().size() == 1 && !hasModel(branch);
        EntityModels models = packages != null || isDefault
                ? beans.getBeanProvider(EntityModels.class).getIfAvailable()
                : null;
        if (models == null) {
            return null;
        }
        return packages == null ? models.ofApplication(dataSource) : models.inPackages(packages, dataSource);
    }

    private boolean hasModel(Branch branch) {
        String location = branch.scripts().location();
        return branch.model() != null
                || (location != null
                        && branch.scripts().container() == null
                        && resources
                                .getResource("classpath:" + location + "/model.yaml")
                                .exists());
    }
}
