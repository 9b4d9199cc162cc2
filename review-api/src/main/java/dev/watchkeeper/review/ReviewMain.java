package dev.watchkeeper.review;

import dev.watchkeeper.review.config.ReviewConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** Starts the review API and the console: {@code ReviewMain [FILE.properties] [key=value]...}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(useDefaultFilters = false, includeFilters = @Filter(Configuration.class))
public class ReviewMain {

    ReviewMain() {}

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = start(ReviewConfig.of(arguments));
        System.out.println("READY review-api http=" + port(context));
    }

    /** Starts it in this process; closing the context stops it. */
    public static ConfigurableApplicationContext start(ReviewConfig config) {
        // Logging is set up by our logback.xml alone, and Tomcat and the database driver log through it too.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        SpringApplication application = new SpringApplication(ReviewMain.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of("spring.config.name", "none"));
        application.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("review", settings(config)));
            context.getBeanFactory().registerSingleton("reviewConfig", config);
        });
        return application.run();
    }

    /** The port that it listens on. */
    public static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** What Spring Boot calls these things. Ours come first: no environment variable changes them unseen. */
    private static Map<String, Object> settings(ReviewConfig config) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.port", config.getInt("http.port"));
        settings.put("server.address", config.getString("http.host"));
        settings.put("server.shutdown", "graceful");
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        settings.put("server.tomcat.threads.max", 32);
        settings.put("server.tomcat.threads.min-spare", 4);
        settings.put("server.tomcat.max-http-form-post-size", "512KB");
        settings.put("server.servlet.session.timeout", "15m"); // until somebody signs in
        settings.put("server.servlet.session.cookie.name", "watchkeeper");
        settings.put("server.servlet.session.cookie.http-only", true);
        settings.put("server.servlet.session.cookie.same-site", "lax");
        settings.put("server.servlet.session.cookie.secure", config.getBoolean("http.secure-cookies"));
        settings.put("server.servlet.session.tracking-modes", "cookie");
        settings.put("server.compression.enabled", true);
        settings.put("spring.datasource.url", config.getString("postgres.url"));
        settings.put("spring.datasource.username", config.getString("postgres.user"));
        settings.put("spring.datasource.password", config.postgresPassword());
        settings.put("spring.datasource.hikari.maximum-pool-size", 8);
        settings.put("spring.datasource.hikari.minimum-idle", 1);
        settings.put("spring.datasource.hikari.connection-timeout", 10_000);
        settings.put("spring.datasource.hikari.initialization-fail-timeout", 30_000);
        settings.put("spring.http.converters.preferred-json-mapper", "jackson2");
        settings.put("spring.jackson2.deserialization.fail-on-unknown-properties", true);
        settings.put("spring.jmx.enabled", false);
        settings.put("management.endpoints.web.exposure.include", "health,prometheus");
        settings.put("management.endpoint.health.show-details", "never");
        settings.put("management.endpoint.health.show-components", "never");
        settings.put("management.endpoint.health.probes.enabled", false);
        return settings;
    }
}
