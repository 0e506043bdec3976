package dev.trellis.bench.application;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Starts, migrates the database if a tool is on the class path, runs one query, and ends. */
@SpringBootApplication(proxyBeanMethods = false)
public class BenchApplication {

    /**
     * Starts the application and closes it.
     *
     * @param args properties of Spring Boot
     */
    public static void main(String... args) {
        SpringApplication.run(BenchApplication.class, args).close();
    }

    /** The first use of the database, so that opening the connection is not a cost of the migration tool. */
    @Bean
    ApplicationRunner query(JdbcTemplate database) {
        return arguments -> database.queryForObject("select 1", Integer.class);
    }
}
