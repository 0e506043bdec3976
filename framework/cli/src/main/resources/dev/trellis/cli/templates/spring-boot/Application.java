package @{package};

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. Trellis upgrades the database before a bean that uses it is created. */
@SpringBootApplication
public class @{Label}Application {
    public static void main(String[] arguments) {
        SpringApplication.run(@{Label}Application.class, arguments);
    }
}
