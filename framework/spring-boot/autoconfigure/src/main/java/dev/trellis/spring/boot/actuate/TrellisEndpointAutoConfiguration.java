package dev.trellis.spring.boot.actuate;

import dev.trellis.Trellis;
import dev.trellis.spring.boot.TrellisAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Adds the endpoint {@code trellis}. */
@AutoConfiguration(after = TrellisAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(TrellisEndpoint.class)
public final class TrellisEndpointAutoConfiguration {
    /** Created by Spring. */
    TrellisEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(Trellis.class)
    @ConditionalOnMissingBean
    static TrellisEndpoint trellisEndpoint(ListableBeanFactory beans) {
        return new TrellisEndpoint(beans);
    }
}
