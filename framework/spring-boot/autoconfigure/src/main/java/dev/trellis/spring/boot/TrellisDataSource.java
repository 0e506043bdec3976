package dev.trellis.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the data source that migrations use. An application needs the annotation if it has several data sources of which
 * none is primary, or if migrations run as another user than the application.
 *
 * <pre>{@code
 * @Bean(defaultCandidate = false)
 * @TrellisDataSource
 * DataSource owner() {
 *     return DataSourceBuilder.create().url(url).username("owner").password(password).build();
 * }
 * }</pre>
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface TrellisDataSource {}
