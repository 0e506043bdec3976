/**
 * The integration with Spring Boot. With the starter and a {@link javax.sql.DataSource}, {@link
 * dev.trellis.spring.boot.TrellisInitializer} upgrades the database before the beans that use the database are created;
 * {@link dev.trellis.spring.boot.TrellisProperties} lists the properties.
 *
 * <p>{@code TrellisAutoConfiguration} decides whether there is a database to migrate. {@code TrellisFactory} creates one {@link
 * dev.trellis.Trellis} bean for each data source from the properties, the plugins of the class path and the beans of the
 * application. {@code TrellisInitializer} runs the mode of each bean and writes one line into the log.
 *
 * <p>The classes work with Spring Boot 3.5 and 4, which have some types in different packages. Such types are named by
 * strings.
 */
@NullMarked
package dev.trellis.spring.boot;

import org.jspecify.annotations.NullMarked;
